/* SPDX-License-Identifier: Apache-2.0 */
/* phone-request.c - a request under way: sent again until it is answered. */

#include "phone-private.h"

#include <errno.h>

struct phone_request {
	struct le le;
	struct phone *phone;
	struct mbuf *packet;
	struct sa to;
	char method[12];
	char branch[PHONE_BRANCH_SIZE];
	unsigned interval_ms, spent_ms;
	phone_response_fn *fn;
	void *arg;
	struct tmr tmr;
};

static void destructor(void *data)
{
	struct phone_request *request = data;

	tmr_cancel(&request->tmr);
	list_unlink(&request->le);
	mem_deref(request->packet);
}

void phone_branch(char branch[PHONE_BRANCH_SIZE])
{
	(void)re_snprintf(
		branch, PHONE_BRANCH_SIZE, "z9hG4bK%08x%08x", rand_u32(), rand_u32());
}

static void again(void *arg)
{
	struct phone_request *request = arg;
	bool invites = !strcmp(request->method, "INVITE");

	request->spent_ms += request->interval_ms;
	if (request->spent_ms >= phone_rules(request->phone).life_ms) {
		phone_response_fn *fn = request->fn;
		void *user = request->arg;

		mem_deref(request);
		fn(NULL, user);
		return;
	}
	request->interval_ms *= 2;
	if (request->interval_ms > SIP_T2 && !invites)
		request->interval_ms = SIP_T2;
	tmr_start(&request->tmr, request->interval_ms, again, request);
	phone_send(request->phone, &request->to, request->packet, true);
}

int phone_request_send(struct phone *phone, const struct sa *to, const char *method,
	const char *branch, struct mbuf *packet, phone_response_fn *fn, void *arg,
	struct phone_request **ret)
{
	struct phone_request *request = mem_zalloc(sizeof(*request), destructor);

	if (!request)
		return -ENOMEM;
	request->phone = phone;
	request->packet = mem_ref(packet);
	request->to = *to;
	(void)str_ncpy(request->method, method, sizeof(request->method));
	(void)str_ncpy(request->branch, branch, sizeof(request->branch));
	request->interval_ms = SIP_T1;
	request->fn = fn;
	request->arg = arg;
	list_append(&phone->requests, &request->le, request);
	tmr_start(&request->tmr, request->interval_ms, again, request);
	phone_send(phone, to, packet, false);
	*ret = request;
	return 0;
}

struct phone_request *phone_request_drop(struct phone_request *request)
{
	return mem_deref(request);
}

bool phone_request_answered(struct phone *phone, const struct sip_msg *msg)
{
	for (struct le *le = list_head(&phone->requests); le; le = le->next) {
		struct phone_request *request = le->data;
		phone_response_fn *fn = request->fn;
		void *user = request->arg;

		if (pl_strcmp(&msg->via.branch, request->branch) ||
			pl_strcmp(&msg->cseq.met, request->method))
			continue;
		if (msg->scode >= 200)
			mem_deref(request);
		else if (!strcmp(request->method, "INVITE"))
			tmr_cancel(&request->tmr);
		fn(msg, user);
		return true;
	}
	return false;
}
