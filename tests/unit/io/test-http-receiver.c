/* SPDX-License-Identifier: Apache-2.0 */
/* test-http-receiver.c - a device posts its alerts to us; others, and nonsense, do too. */

#include "check.h"
#include "listener.h"
#include "post-office.h"
#include "process-facts.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define ALERT(n) "<EventNotificationAlert><n>" n "</n></EventNotificationAlert>"
#define OK       "HTTP/1.1 200 OK"

static void xml_json_and_forms_with_pictures_are_read(void)
{
	static const char form[] =
		"--b\r\nContent-Disposition: form-data; name=\"a.xml\"; "
		"filename=\"a.xml\"\r\nContent-Type: application/xml\r\n\r\n" ALERT(
			"3") "\r\n--b\r\nContent-Disposition: form-data; name=\"p\"; "
			     "filename=\"p.jpg\"\r\nContent-Type: image/jpeg\r\n"
			     "Content-Length: 12\r\n\r\n<n>{picture}\r\n--b\r\n"
			     "Content-Type: application/json\r\n\r\n{\"a\":1}\r\n--b--"
			     "\r\n";
	struct office o;
	int fd;

	office_open(&o, "127.0.0.1");
	fd = call_from(o.port, "127.0.0.1");
	post(fd, "application/xml; charset=\"UTF-8\"", ALERT("1"));
	CHECK(is_told(fd, OK));
	post(fd, "application/json", "{\"a\":1}");
	CHECK(is_told(fd, OK));
	post(fd, "multipart/form-data; boundary=b", form);
	CHECK(is_told(fd, OK));
	post(fd, "image/jpeg", "\xff\xd8{" ALERT("9"));
	CHECK(is_told(fd, OK));
	CHECK(!strcmp(heard(&o, 5), "x1jx3-j"));
	CHECK(knocks(&o) == 4);
	close(fd);
	office_close(&o);
}

static void what_a_request_leaves_unfinished_ends_with_it(void)
{
	struct office o;
	int fd;

	office_open(&o, "127.0.0.1");
	fd = call_from(o.port, "127.0.0.1");
	post(fd, "multipart/form-data; boundary=b",
		"--b\r\nContent-Type: image/jpeg\r\nContent-Length: 5000\r\n\r\nshort");
	CHECK(is_told(fd, OK));
	post(fd, "text/xml", ALERT("2"));
	CHECK(is_told(fd, OK));
	CHECK(!strcmp(heard(&o, 2), "-x2"));
	close(fd);
	office_close(&o);
}

static void an_alert_is_told_before_its_picture_is_there(void)
{
	struct office o;
	int fd;

	office_open(&o, "127.0.0.1");
	fd = call_from(o.port, "127.0.0.1");
	say(fd, "POST /hook HTTP/1.1\r\nContent-Length: 3000000\r\n\r\n--b\r\n"
		"Content-Type: text/xml\r\n\r\n" ALERT(
			"1") "\r\n--b\r\n"
			     "Content-Type: image/jpeg\r\n\r\n\xff\xd8");
	CHECK(!strcmp(heard(&o, 2), "x1-"));
	close(fd);
	office_close(&o);
}

static void a_large_picture_is_not_kept(void)
{
	enum { PICTURE = 6 * 1024 * 1024, PIECE = 64 * 1024 };
	static const char piece[PIECE];
	char head[300];
	struct office o;
	int fd;

	office_open(&o, "127.0.0.1");
	fd = call_from(o.port, "127.0.0.1");
	for (unsigned round = 0; round < 2; round++) {
		unsigned before = rss_kb();

		snprintf(head, sizeof(head),
			"POST /hook HTTP/1.1\r\nContent-Length: %u\r\n\r\n%-98s\r\n\r\n",
			PICTURE + 102,
			"--b\r\nContent-Type: image/jpeg\r\nContent-Length: 6291456");
		say(fd, head);
		for (unsigned i = 0; i < PICTURE / PIECE; i++)
			say_bytes(fd, piece, sizeof(piece));
		CHECK(is_told(fd, OK));
		CHECK(PROCESS_SANITIZED || rss_kb() < before + 1500);
	}
	CHECK(!strcmp(heard(&o, 2), "--"));
	close(fd);
	office_close(&o);
}

static void chunks_and_100_continue_are_understood(void)
{
	struct office o;
	int fd;

	office_open(&o, "127.0.0.1");
	fd = call_from(o.port, "127.0.0.1");
	say(fd, "POST /hook?x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n"
		"Expect: 100-continue\r\n\r\n");
	CHECK(is_told(fd, "HTTP/1.1 100 Continue"));
	say(fd, "1d\r\n<EventNotificationAlert><n>1<\r\n");
	say(fd, "1c\r\n/n></EventNotificationAlert>\r\n0\r\n\r\n");
	CHECK(is_told(fd, OK));
	CHECK(!strcmp(heard(&o, 1), "x1"));
	close(fd);
	office_close(&o);
}

static void who_wants_to_close_is_closed_and_others_stay(void)
{
	struct office o;
	int fd;

	office_open(&o, "127.0.0.1");
	fd = call_from(o.port, "127.0.0.1");
	say(fd, "POST /hook HTTP/1.1\r\nConnection: close\r\nContent-Length: 7\r\n\r\n"
		"{\"a\":1}");
	CHECK(is_told(fd, OK));
	CHECK(ms_until_end(fd, LIMIT_MS) < 2000);
	close(fd);
	fd = call_from(o.port, "127.0.0.1");
	for (unsigned i = 0; i < 50; i++)
		post(fd, "text/xml", ALERT("1"));
	for (unsigned i = 0; i < 50; i++)
		CHECK(is_told(fd, OK));
	heard(&o, 51);
	CHECK(o.parts == 51);
	close(fd);
	office_close(&o);
}

static void only_a_post_to_the_path_is_taken(void)
{
	static const char *const heads[] = {"GET /hook", "PUT /hook", "POST /",
		"POST /hook/", "POST /hoo", "OPTIONS *", "POST http://h/"};
	struct office o;

	office_open(&o, "127.0.0.1");
	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++) {
		int fd = call_from(o.port, "127.0.0.1");

		say(fd, heads[i]);
		say(fd, " HTTP/1.1\r\nContent-Length: 40\r\n\r\n");
		CHECK(is_told(fd, "HTTP/1.1 404"));
		CHECK(ms_until_end(fd, LIMIT_MS) < 2000);
		close(fd);
	}
	CHECK(!knocks(&o) && !*heard(&o, 0));
	office_close(&o);
}

static void nonsense_and_bodies_over_the_limit_end_the_connection(void)
{
	static const struct {
		const char *text, *answer;
	} rows[] = {
		{"\x16\x03\x01\x02\n", "HTTP/1.1 400"},
		{"POST /hook HTTP/1.1\r\nContent-Length: 8388609\r\n\r\n",
			"HTTP/1.1 413"},
		{"POST /hook HTTP/1.1\r\nContent-Length: 1\r\n"
		 "Transfer-Encoding: chunked\r\n\r\n",
			"HTTP/1.1 400"},
	};
	struct office o;

	office_open(&o, "127.0.0.1");
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		int fd = call_from(o.port, "127.0.0.1");

		say(fd, rows[i].text);
		CHECK(is_told(fd, rows[i].answer));
		CHECK(ms_until_end(fd, LIMIT_MS) < 2000);
		close(fd);
	}
	CHECK(!*heard(&o, 0));
	office_close(&o);
}

static void only_the_devices_addresses_are_let_in(void)
{
	struct office o;
	int stranger, second;

	office_open(&o, "127.0.0.1,127.0.0.3,[::1]");
	stranger = call_from(o.port, "127.0.0.2");
	CHECK(ms_until_end(stranger, LIMIT_MS) < 2000);
	second = call_from(o.port, "127.0.0.3");
	post(second, "text/xml", ALERT("1"));
	CHECK(is_told(second, OK));
	CHECK(!strcmp(heard(&o, 1), "x1"));
	close(stranger);
	close(second);
	office_close(&o);
}

static void move(void *user)
{
	struct office *o = user;

	o->err = listener_follow(http_receiver_listener(o->receiver), o->peers);
}

static void a_device_that_moved_is_followed(void)
{
	struct office o;
	int before, behind;

	office_open(&o, "127.0.0.1");
	before = call_from(o.port, "127.0.0.1");
	post(before, "text/xml", ALERT("1"));
	CHECK(is_told(before, OK));
	o.peers = "127.0.0.3";
	reactor_call(o.reactor, move, &o);
	CHECK(!o.err);
	CHECK(ms_until_end(before, LIMIT_MS) < 2000);
	behind = call_from(o.port, "127.0.0.3");
	post(behind, "text/xml", ALERT("2"));
	CHECK(is_told(behind, OK));
	close(before);
	before = call_from(o.port, "127.0.0.1");
	CHECK(ms_until_end(before, LIMIT_MS) < 2000);
	o.peers = "nobody";
	reactor_call(o.reactor, move, &o);
	CHECK(o.err == -EINVAL);
	close(before);
	close(behind);
	office_close(&o);
}

static void many_connections_are_few_and_the_newest_is_heard(void)
{
	unsigned fds, most;
	int silent[40], fd;
	struct office o;

	office_open(&o, "127.0.0.1");
	fds = count_fds();
	for (int i = 0; i < 40; i++)
		silent[i] = call_from(o.port, "127.0.0.1");
	fd = call_from(o.port, "127.0.0.1");
	post(fd, "text/xml", ALERT("1"));
	CHECK(is_told(fd, OK));
	most = count_fds();
	CHECK(most <= fds + 41 + LISTENER_GUESTS_MAX);
	for (int i = 0; i < 40; i++)
		close(silent[i]);
	close(fd);
	office_close(&o);
}

static void who_is_slow_is_dropped(void)
{
	struct office o;
	unsigned took = 0;
	int fd;

	office_open(&o, "127.0.0.1");
	fd = call_from(o.port, "127.0.0.1");
	say(fd, "POST /hook HTTP/1.1\r\nContent-Length: 1000\r\n\r\n");
	while (took < RECEIVER_REQUEST_MS + 5000) { /* a byte now and then is no help */
		unsigned waited = ms_until_end(fd, 500);

		took += waited;
		if (waited < 450 || send(fd, " ", 1, MSG_NOSIGNAL) != 1)
			break;
	}
	CHECK(took >= RECEIVER_REQUEST_MS - 2000 && took < RECEIVER_REQUEST_MS + 3000);
	close(fd);
	office_close(&o);
}

static void what_was_begun_is_gone_with_the_receiver(void)
{
	unsigned fds = count_fds(), inheritable = count_inheritable_fds();
	struct office o;
	int fd;

	office_open(&o, "127.0.0.1");
	CHECK(count_inheritable_fds() == inheritable);
	fd = call_from(o.port, "127.0.0.1");
	say(fd, "POST /hook HTTP/1.1\r\nContent-Length: 1000\r\n\r\n{\"a\":1}{\"half\":");
	heard(&o, 1);
	CHECK(count_inheritable_fds() == inheritable);
	office_close(&o);
	close(fd);
	CHECK(count_fds() == fds);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(xml_json_and_forms_with_pictures_are_read),
		TEST(what_a_request_leaves_unfinished_ends_with_it),
		TEST(an_alert_is_told_before_its_picture_is_there),
		TEST(a_large_picture_is_not_kept),
		TEST(chunks_and_100_continue_are_understood),
		TEST(who_wants_to_close_is_closed_and_others_stay),
		TEST(only_a_post_to_the_path_is_taken),
		TEST(nonsense_and_bodies_over_the_limit_end_the_connection),
		TEST(only_the_devices_addresses_are_let_in),
		TEST(a_device_that_moved_is_followed),
		TEST(many_connections_are_few_and_the_newest_is_heard),
		TEST(who_is_slow_is_dropped),
		TEST(what_was_begun_is_gone_with_the_receiver),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
