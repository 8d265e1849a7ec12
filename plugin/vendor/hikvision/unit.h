/* SPDX-License-Identifier: Apache-2.0 */
/* unit.h - one Hikvision door station: what the files of this folder share. */
#ifndef GATEHOUSE_HIKVISION_UNIT_H
#define GATEHOUSE_HIKVISION_UNIT_H

#include "advice.h"
#include "alarm-output.h"
#include "alert-stream.h"
#include "button-wait.h"
#include "call-watch.h"
#include "camera.h"
#include "clock-advice.h"
#include "device-link.h"
#include "hikvision-events.h"
#include "histogram.h"
#include "indoor.h"
#include "isapi-reply.h"
#include "isapi.h"
#include "journal-watch.h"
#include "login-issue.h"
#include "press-judge.h"
#include "question-round.h"
#include "sip-advice.h"
#include "sip-door.h"
#include "sip-install.h"
#include "sip-look.h"
#include "unit-push.h"
#include "unlock-fuse.h"
#include "vendor.h"

/** What has happened, for diagnostics only. */
struct unit_counts {
	uint64_t connections, losses; /**< of the event stream */
	uint64_t events;
	uint64_t polls_failed;
	struct histogram poll_ms; /**< from a question to its answer */
};

/** Who still has to say goodbye. */
struct unit_parting {
	unsigned pending;
	int err;
	bool returning;     /**< of them: Autoinstall */
	struct timer limit; /**< of that */
	farewell_done_fn *done;
	void *user;
};

struct unit {
	const struct unit_listener *listener;
	void *user;
	const struct log *log;
	struct isapi *isapi;
	struct device_link link;
	struct call_watch call_watch;
	struct journal_watch journal;
	struct isapi_call *journal_question;
	bool journal_silence_told;   /**< why it is not asked */
	struct isapi_call *question; /**< of the link: who is it? */
	struct question_round round; /**< what has it? */
	struct alert_stream stream;
	struct isapi_call *poll;
	struct call_voice voice; /**< what the poll said */
	struct indoor indoor;
	struct unit_info info;
	struct unit_info told; /**< as the listener knows it; serial "" before */
	struct door_capabilities doors;
	bool doors_unlisted;   /**< the station does not list them: they are proven */
	unsigned doors_proven; /**< how many of them */
	struct alarm_outputs outputs;
	struct streaming_channels streams;
	char host[256];
	struct alert_memory memory;
	struct press_judge judge;
	unsigned polls_lost;
	struct login_issue login_issue;
	struct unit_push push;
	struct unlock_fuse unlocks;
	struct reactor *reactor;
	struct sip_door sip;
	struct sip_install install;
	struct sip_look look;
	struct button_wait wait;
	struct unit_parting parting;
	char to_do[SIP_ADVICE_MAX]; /**< of a check */
	struct advice advice;
	struct clock_advice clock;
	struct unit_counts counts;
	check_done_fn *check_done; /**< instead of the listener, for a check */
	void *check_user;
};

/* hikvision.c: one of those who had to say goodbye has done so. */
void unit_parted(struct unit *u, int err);

/* unit-probe.c: who is it, and what has it? Answers the link's two questions. */
void unit_identify(struct unit *u);
void unit_probe(struct unit *u);
/** The device answered, or the one that speaks for it. */
void unit_identified(struct unit *u, const struct isapi_result *result);

/* unit-stream.c: what the alerts of the event stream mean. */
extern const struct alert_stream_listener unit_stream_listener;
void unit_take_event(struct unit *u, const struct event *ev, bool picture);
void unit_pressed(const struct event *ev, void *user);       /**< of the press judge */
void unit_remote_unlock(const struct event *ev, void *user); /**< the same */

/* unit-calls.c: is there a call? */
void unit_ask_call_status(void *user); /**< of the call watch */
void unit_stop_polling(struct unit *u);
void unit_tell_call(struct unit *u); /**< what all who were asked say together */

/* unit-login.c: the login, and the certificate. */
void unit_login_changed(struct unit *u);    /**< the gate opened or closed */
void unit_take_fingerprint(struct unit *u); /**< into its info */

/* unit-journal.c: what the stream does not tell. */
extern const struct journal_watch_ops unit_journal_ops;
void unit_drop_journal(struct unit *u);

/* unit-advice.c: what its doors answer. */
void unit_watch_door(
	struct unit *u, enum door_action action, struct unit_command *command);

/* unit-sip.c: calls, by SIP and without. */
void unit_sip_init(struct unit *u, struct reactor *r, const struct unit_config *config);
int unit_call(struct unit *u, enum call_order order, command_done_fn *done, void *user,
	struct unit_command **ret_command); /**< as vendor.call() */
/** Somebody pressed, or the station rings; when SIP will say which button, later. */
void unit_tell_press(struct unit *u, const struct event *ev);
void unit_sip_finish(struct unit *u);
/** Autoinstall: the station is online, or gone, or is not the one it was. */
void unit_sip_online(struct unit *u);
void unit_sip_drop(struct unit *u);
void unit_sip_another(struct unit *u);
/** It is removed for good: is there something to give back, and somebody to take it? Says
 * so if there is nobody. */
bool unit_sip_returns(struct unit *u);
/** unit_parted() follows, within UNIT_FAREWELL_MS. */
void unit_sip_give_back(struct unit *u);
/** By digits inside a call. @return -ENOENT: not so; else as vendor.door() */
int unit_sip_unlock(struct unit *u, unsigned door, enum door_action action,
	command_done_fn *done, void *user, struct unit_command **ret_command);

/* unit-diagnosis.c */
json_t *unit_diagnose(const struct unit *u); /**< new reference */

#endif
