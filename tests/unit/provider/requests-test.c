/* SPDX-License-Identifier: Apache-2.0 */
/* requests-test.c - every request of the host is answered exactly once. */

#include "check.h"
#include "requests.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { REPLIES_MAX = 1000 };

/* A host that counts replies, and an instance that is told of expiry. */
struct desk {
	dp_host host;
	struct timers timers;
	struct requests requests;
	struct {
		uint64_t id;
		dp_status status;
		bool has_json;
		char json[200];
		size_t blob_len;
	} replies[REPLIES_MAX];
	unsigned replied, expired;
	uint64_t expired_id;
	bool expired_after_reply;
};

static dp_status reply(const dp_host *h, uint64_t id, const dp_reply *r)
{
	struct desk *d = h->ctx;

	CHECK(r->size == sizeof(*r));
	CHECK(!r->blob == !r->blob_len && !r->blob == !r->blob_type);
	if (!CHECK(d->replied < REPLIES_MAX))
		return DP_E_BUSY;
	d->replies[d->replied].id = id;
	d->replies[d->replied].status = r->status;
	d->replies[d->replied].has_json = r->json;
	snprintf(d->replies[d->replied].json, sizeof(d->replies[0].json), "%s",
		r->json ? r->json : "");
	d->replies[d->replied].blob_len = r->blob_len;
	d->replied++;
	return DP_OK;
}

static void expired(uint64_t id, void *user)
{
	struct desk *d = user;

	d->expired++;
	d->expired_id = id;
	d->expired_after_reply = d->replied && d->replies[d->replied - 1].id == id;
}

static void begin(struct desk *d)
{
	memset(d, 0, sizeof(*d));
	d->host.ctx = d;
	d->host.reply = reply;
	d->requests = (struct requests){
		.host = &d->host, .timers = &d->timers, .expired = expired, .user = d};
}

static void end(struct desk *d)
{
	requests_finish(&d->requests);
	CHECK(!d->timers.first && !d->requests.first);
}

static void a_request_is_answered_once(void)
{
	struct desk d;
	json_t *result = json_pack("{s:i}", "n", 1);

	begin(&d);
	CHECK(!requests_open(&d.requests, 5, 1000));
	CHECK(requests_answer(&d.requests, 5, 0, "", result));
	CHECK(!requests_answer(&d.requests, 5, -EBUSY, "again", NULL));
	CHECK(!requests_answer(&d.requests, 6, 0, "", NULL)); /* never opened */
	timers_advance(&d.timers, 5000);
	CHECK(d.replied == 1 && d.replies[0].id == 5 && d.replies[0].status == DP_OK);
	CHECK(!strcmp(d.replies[0].json, "{\"n\":1}"));
	CHECK(!d.expired);
	json_decref(result);
	end(&d);
	CHECK(d.replied == 1);
}

static void an_answer_may_carry_bytes(void)
{
	struct desk d;
	json_t *result = json_pack("{s:s}", "call", "c");

	begin(&d);
	requests_open(&d.requests, 1, 0);
	requests_open(&d.requests, 2, 0);
	CHECK(requests_answer_bytes(&d.requests, 1, NULL, BYTES("JPEG"), "image/jpeg"));
	CHECK(!requests_answer_bytes(
		&d.requests, 1, NULL, BYTES("JPEG"), "image/jpeg"));
	CHECK(d.replied == 1 && d.replies[0].status == DP_OK && !d.replies[0].has_json);
	CHECK(d.replies[0].blob_len == 4);
	CHECK(requests_answer_bytes(&d.requests, 2, result, (struct bytes){0}, NULL));
	CHECK(d.replies[1].blob_len == 0);
	CHECK(!strcmp(d.replies[1].json, "{\"call\":\"c\"}"));
	json_decref(result);
	end(&d);
}

static void an_error_is_answered_with_a_sentence(void)
{
	struct desk d;

	begin(&d);
	requests_open(&d.requests, 1, 0);
	requests_answer(&d.requests, 1, -EREMOTEIO, "it said \"no\"", NULL);
	CHECK(d.replies[0].status == DP_E_DEVICE);
	CHECK(!strcmp(d.replies[0].json,
		"{\"message\":\"it said \\\"no\\\"\",\"code\":\"refused\"}"));
	end(&d);
}

static void success_without_a_result_carries_nothing(void)
{
	struct desk d;

	begin(&d);
	requests_open(&d.requests, 1, 0);
	requests_answer(&d.requests, 1, 0, "", NULL);
	CHECK(d.replies[0].status == DP_OK && !d.replies[0].has_json);
	end(&d);
}

static void a_request_has_its_time_limit(void)
{
	struct desk d;

	begin(&d);
	requests_open(&d.requests, 1, 3000);
	requests_open(&d.requests, 2, 1000);
	requests_open(&d.requests, 3, 0);
	timers_advance(&d.timers, 999);
	CHECK(!d.replied);
	timers_advance(&d.timers, 1);
	CHECK(d.replied == 1 && d.replies[0].id == 2);
	CHECK(d.replies[0].status == DP_E_TIMEOUT);
	CHECK(d.expired == 1 && d.expired_id == 2 && d.expired_after_reply);
	CHECK(!requests_answer(&d.requests, 2, 0, "", NULL)); /* too late */
	timers_advance(&d.timers, 3600 * 1000);
	CHECK(d.replied == 2 && d.expired == 2); /* 3 has none */
	end(&d);
	CHECK(d.replied == 3);
}

static void what_is_open_at_the_end_is_cancelled(void)
{
	struct desk d;

	begin(&d);
	for (unsigned id = 1; id <= 500; id++)
		requests_open(&d.requests, id, 1000);
	for (unsigned id = 2; id <= 500; id += 2)
		CHECK(requests_answer(&d.requests, id, 0, "", NULL));
	requests_finish(&d.requests);
	CHECK(d.replied == 500 && !d.expired);
	for (unsigned i = 250; i < 500; i++) {
		CHECK(d.replies[i].status == DP_E_CANCELLED);
		CHECK(d.replies[i].id % 2);
	}
	timers_advance(&d.timers, 5000);
	CHECK(d.replied == 500);
	end(&d);
}

static void every_error_has_its_status(void)
{
	static const struct {
		int err;
		dp_status status;
	} rows[] = {
		{-EINVAL, DP_E_INVALID}, {-ENOENT, DP_E_NOT_FOUND},
		{-ENOTSUP, DP_E_UNSUPPORTED}, {-EBUSY, DP_E_BUSY},
		{-ETIMEDOUT, DP_E_TIMEOUT}, {-EHOSTUNREACH, DP_E_UNREACHABLE},
		{-ENOTCONN, DP_E_UNREACHABLE}, {-EACCES, DP_E_AUTH},
		{-EPERM, DP_E_DEVICE}, {-EREMOTEIO, DP_E_DEVICE},
		{-ECANCELED, DP_E_CANCELLED}, {-ENOMEM, DP_E_INTERNAL},
		{-EXDEV, DP_E_INTERNAL}, /* nobody's */
	};
	struct desk d;

	begin(&d);
	for (unsigned i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		requests_open(&d.requests, i + 1, 0);
		requests_answer(&d.requests, i + 1, rows[i].err, "why", NULL);
		CHECK(d.replies[i].status == rows[i].status);
	}
	end(&d);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_request_is_answered_once),
		TEST(an_answer_may_carry_bytes),
		TEST(an_error_is_answered_with_a_sentence),
		TEST(success_without_a_result_carries_nothing),
		TEST(a_request_has_its_time_limit),
		TEST(what_is_open_at_the_end_is_cancelled),
		TEST(every_error_has_its_status),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
