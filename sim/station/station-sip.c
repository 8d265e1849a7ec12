/* SPDX-License-Identifier: Apache-2.0 */
/* station-sip.c - the door station and its phone. */

#include "station-sip.h"
#include "sim-station.h"

#include <errno.h>

static void rules(struct phone_rules *ret, void *user)
{
	const struct station *s = user;

	*ret = (struct phone_rules){
		.registers =
			(enum phone_registers)station_number(s, SWITCH_SIP_REGISTER),
		.sdp = (enum phone_sdp)station_number(s, SWITCH_SIP_SDP),
		.goodbye = (enum phone_goodbye)station_number(s, SWITCH_SIP_GOODBYE),
		.pads_length = station_number(s, SWITCH_SIP_LENGTH) == LENGTH_PADDED,
		.short_call_id = station_number(s, SWITCH_SIP_CALL_ID) == CALL_ID_SHORT,
		.acks = station_number(s, SWITCH_SIP_ACK) == SWITCH_ON,
		.first_cseq = (unsigned)station_number(s, SWITCH_SIP_CSEQ),
		.invite_port = (unsigned)station_number(s, SWITCH_SIP_INVITE_PORT),
		.lose_sent = (unsigned)station_number(s, SWITCH_SIP_LOSE_SENT),
		.lose_received = (unsigned)station_number(s, SWITCH_SIP_LOSE_RECEIVED),
		.retry_ms = (unsigned)station_number(s, SWITCH_SIP_RETRY),
		.answer_ms = (unsigned)station_number(s, SWITCH_SIP_ANSWER),
		.life_ms = (unsigned)station_number(s, SWITCH_SIP_GIVE_UP),
		.user_agent = station_text(s, SWITCH_SIP_USER_AGENT),
		.subject = station_text(s, SWITCH_SIP_SUBJECT),
		.name = station_text(s, SWITCH_DEVICE_NAME),
		.serial = station_text(s, SWITCH_SERIAL),
		.mac = station_text(s, SWITCH_MAC),
	};
}

static void answered(void *user)
{
	struct station *station = user;

	if (!call_input(&station->call, CALL_ANSWER))
		station->answered_by = 0;
}

static bool called(void *user)
{
	struct station *station = user;

	return !call_input(&station->call, CALL_TAKE);
}

static void over(enum phone_end why, void *user)
{
	struct station *station = user;
	bool ends = false;

	station->sip.heard[0] = '\0';
	switch (why) {
	case PHONE_CANCELLED:
	case PHONE_FORGOTTEN: break; /* we did; the station goes its own way */
	case PHONE_REFUSED:
	case PHONE_UNANSWERED:
		ends = station->call.state == CALL_RINGING &&
		       station_number(station, SWITCH_SIP_REFUSED) == REFUSED_ENDS;
		break;
	case PHONE_HUNG_UP:
	case PHONE_PEER_CANCELLED:
	case PHONE_PEER_HUNG_UP:
	case PHONE_UNCONFIRMED: ends = true; break;
	case PHONE_ENDS: break;
	}
	if (ends)
		(void)call_input(&station->call, CALL_HANG_UP);
}

/* The code is complete: relay 1 pulses. */
static void digit(char d, void *user)
{
	struct station *station = user;
	char *heard = station->sip.heard;
	size_t length = strlen(heard);
	const char *code = station_text(station, SWITCH_SIP_CODE);
	size_t wanted = strlen(code);

	if (length == sizeof(station->sip.heard) - 1)
		memmove(heard, heard + 1, length--);
	heard[length++] = d;
	heard[length] = '\0';
	if (!wanted || length < wanted || strcmp(heard + length - wanted, code))
		return;
	heard[0] = '\0';
	doors_command(&station->doors, 1, DOOR_OPEN, false);
}

static const struct phone_ops phone_ops = {
	.rules = rules,
	.answered = answered,
	.called = called,
	.over = over,
	.digit = digit,
};

int station_sip_init(struct station *station)
{
	struct station_sip *sip = &station->sip;

	sip_settings_init(&sip->settings);
	sip->writes = json_object();
	if (!sip->writes)
		return -ENOMEM;
	return phone_create(station->isapi.options->address, &sip->settings.server,
		&phone_ops, station, &sip->phone);
}

void station_sip_finish(struct station *station)
{
	phone_destroy(station->sip.phone);
	json_decref(station->sip.writes);
	station->sip.phone = NULL;
}

void station_sip_ring(struct station *station, unsigned button)
{
	const char *number = sip_number_of(&station->sip.settings, button);

	if (*number && station->sip.settings.server.enabled)
		(void)phone_dial(station->sip.phone, number);
}

void station_sip_answered(struct station *station)
{
	phone_stop_ringing(station->sip.phone);
}

void station_sip_ended(struct station *station)
{
	phone_hang_up(station->sip.phone);
}

void station_sip_off(struct station *station)
{
	phone_off(station->sip.phone);
	station->sip.heard[0] = '\0';
	if (station_number(station, SWITCH_SIP_REBOOT) == REBOOT_WIPES)
		sip_settings_init(&station->sip.settings);
}

void station_sip_on(struct station *station)
{
	phone_on(station->sip.phone);
}

void station_sip_apply(struct station *station, const char *changed)
{
	if (!changed || !strcmp(changed, "sip-register"))
		phone_apply(station->sip.phone);
}

void station_sip_written(struct station *station, const char *what)
{
	count_key(station->sip.writes, what);
	if (!strcmp(what, "SIP"))
		phone_apply(station->sip.phone);
}

void station_sip_ledger(const struct station *station, json_t *ledger)
{
	phone_counts_tell(phone_counts(station->sip.phone), ledger);
	(void)json_object_set_new(ledger, "sip_writes", json_copy(station->sip.writes));
}

int station_sip_ledger_reset(struct station *station)
{
	struct phone_counts *counts = phone_counts(station->sip.phone);

	(void)json_object_clear(station->sip.writes);
	phone_counts_finish(counts);
	return phone_counts_init(counts);
}
