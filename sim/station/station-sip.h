/* SPDX-License-Identifier: Apache-2.0 */
/* station-sip.h - the door station and its phone: who rings when a button is pressed, and
 * what a call does to the station. */
#ifndef GATEHOUSE_SIM_STATION_SIP_H
#define GATEHOUSE_SIM_STATION_SIP_H

#include "station-sip-settings.h"

struct station;

struct station_sip {
	struct phone *phone;
	struct sip_settings settings;
	char heard[16]; /* the newest digits of this call */
	json_t *writes; /* "SIP": writes that were accepted */
};

/** @return 0 or -errno; finish it in both cases */
int station_sip_init(struct station *station);
void station_sip_finish(struct station *station);

/** The button rings by SIP, too. */
void station_sip_ring(struct station *station, unsigned button);
/** The call of the station was answered, or ended. */
void station_sip_answered(struct station *station);
void station_sip_ended(struct station *station);

/** The power. */
void station_sip_off(struct station *station);
void station_sip_on(struct station *station);

/** A switch was changed. @param changed  NULL: all */
void station_sip_apply(struct station *station, const char *changed);

/** The settings were written, under that name in the ledger. */
void station_sip_written(struct station *station, const char *what);

void station_sip_ledger(const struct station *station, json_t *ledger);
int station_sip_ledger_reset(struct station *station);

#endif
