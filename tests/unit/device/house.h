/* SPDX-License-Identifier: Apache-2.0 */
/* house.h - a station with a maker that only records, and a host that only remembers. The
 * test owns the clock. */
#ifndef GATEHOUSE_HOUSE_H
#define GATEHOUSE_HOUSE_H

#include "check.h"
#include "station.h"
#include "timers.h"

enum { ANSWERS_MAX = 5000 };

struct unit_command;
struct unit_picture;

/** One answer that the host has got. */
struct answer {
	uint64_t ticket;
	int err;
	char why[100];
};

struct house {
	struct timers timers;
	struct station_config config;
	struct station *station;
	const struct log *log; /**< where the station's lines go; NULL: nowhere */

	/* The maker's side. */
	struct unit *unit; /**< the one alive */
	unsigned units_made;
	char host[32];               /**< where the last one was to be found */
	int create_err, door_err;    /**< what its functions are to return */
	struct unit_command *orders; /**< taken and not ended, oldest first */
	struct unit_info info;       /**< what unit_is_known() says besides */
	char unit_name[64];          /**< "": "Front" */
	unsigned outputs_asked;      /**< how often after an output's state */
	unsigned detections_asked, detection_asked; /**< how often; of which channel */
	struct unit_picture *picture;               /**< asked for and not ended */
	unsigned pictures_asked;
	int snapshot_err;

	/* What the host knows. */
	json_t *devices; /**< parent, "" for the roots -> list */
	json_t *states;  /**< device -> merged state */
	json_t *events;
	json_t *store;
	bool store_full; /**< it takes nothing */
	unsigned state_reports, status_reports, root_status_reports;
	size_t longest_state; /**< bytes of the longest report of a state */
	int status;           /**< of the connection; 1 before any */
	json_t *statuses;     /**< device -> errno, as last told */
	char why[160];
	struct answer answers[ANSWERS_MAX];
	unsigned answer_count;
	json_t *result; /**< of the last answer with bytes or a result */
	char blob[32];  /**< its bytes, cut */
	size_t blob_len;
};

void house_begin(struct house *h); /**< with every device exposed; not started */
void house_start(struct house *h);
void house_stop(struct house *h); /**< the store stays */
void house_end(struct house *h);  /**< also fails on what is left behind */

/** The usual beginning: started, a unit with `doors` doors known, and online. */
void house_move_in(struct house *h, unsigned doors);

/* What the unit does. */
void unit_is_known(
	struct house *h, const char *serial, unsigned doors, bool doors_known);
void unit_comes_online(struct house *h);
void unit_goes_offline(struct house *h, int err, const char *why);
void unit_tells(struct house *h, enum event_kind kind, unsigned door);
void unit_tells_all(struct house *h, const struct event *ev);
unsigned orders_open(const struct house *h);
enum door_action order_action(const struct house *h); /**< of the oldest */
unsigned order_door(const struct house *h);
bool order_switches_on(const struct house *h);
void order_goes_out(struct house *h); /**< the oldest is on the wire */
void order_ends(struct house *h, int err, const char *why);
bool order_is_reboot(const struct house *h);
const struct picture_wish *picture_wished(const struct house *h);
void picture_comes(struct house *h, const char *jpeg);
void picture_fails(struct house *h, int err);
void self_check_ends(struct house *h, const json_t *report);
bool self_check_runs(const struct house *h);

/* What the host does and sees. */
void host_asks(struct house *h, uint64_t ticket, const char *device,
	const char *capability, const char *op);
void host_asks_with(struct house *h, uint64_t ticket, const char *device,
	const char *capability, const char *op, json_t *args); /**< takes args */
unsigned host_answers(const struct house *h, uint64_t ticket); /**< how many it got */
int host_answer(const struct house *h, uint64_t ticket);       /**< errno; 1: none */
bool host_sees(const struct house *h, const char *device, const char *capability,
	const char *member, const char *text); /**< text NULL: null */
bool host_sees_flag(
	const struct house *h, const char *device, const char *capability, int on);
bool host_has(const struct house *h, const char *device);
unsigned host_rings(const struct house *h);
/** How many `access` events of this type, and by this method (NULL: any). */
unsigned host_accesses(const struct house *h, const char *type, const char *method);

/** The maker itself. */
extern const struct vendor house_vendor;

#endif
