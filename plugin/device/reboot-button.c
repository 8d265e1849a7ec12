/* SPDX-License-Identifier: Apache-2.0 */
/* reboot-button.c - starts the station anew. */

#include "reboot-button.h"

#include "station.h"

#include <errno.h>
#include <string.h>

void reboot_button_init(struct reboot_button *b, struct child *child)
{
	*b = (struct reboot_button){.child = child};
}

bool reboot_button_present(const struct child *child)
{
	return station_config(child->station)->vendor->reboot &&
	       !station_info(child->station)->indirect;
}

json_t *reboot_button_describe(void)
{
	return json_pack("{s:s,s:s,s:s}", "type", "button", "device_class", "restart",
		"category", "config");
}

static void reboot_done(int err, const char *why, void *user)
{
	struct reboot_button *b = user;

	b->sent = NULL;
	station_answer(b->child->station, b->ticket, err, why);
}

int reboot_button_request(struct reboot_button *b, const struct child_request *request)
{
	int err;

	if (strcmp(request->capability, "reboot") || strcmp(request->op, "press") ||
		!reboot_button_present(b->child))
		return -ENOENT;
	if (b->sent)
		return -EBUSY;
	err = station_reboot(b->child->station, reboot_done, b, &b->sent);
	if (!err)
		b->ticket = request->ticket;
	return err;
}

/* @return whether it was still unsent */
static bool give_up(struct reboot_button *b)
{
	struct unit_command *sent = b->sent;

	b->sent = NULL;
	return station_config(b->child->station)->vendor->cancel(sent);
}

void reboot_button_cancel(struct reboot_button *b, uint64_t ticket)
{
	if (b->sent && b->ticket == ticket)
		give_up(b);
}

void reboot_button_unit_gone(struct reboot_button *b)
{
	bool unsent;

	if (!b->sent)
		return;
	unsent = give_up(b);
	station_answer(b->child->station, b->ticket, -ECANCELED,
		unsent ? "given up before it was sent"
		       : "given up; the outcome is unknown");
}
