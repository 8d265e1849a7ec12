/* SPDX-License-Identifier: Apache-2.0 */
/* bench-sip-ring.c - how long a doorbell's INVITE takes to ring, beside what libre alone,
 * and what the kernel alone would take in the same minute.
 *
 *   bench-sip-ring [CALLS]   of each subject, 5 ms apart; default 2000 */

#include "raw-peer.h"
#include "ring-subject.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	CALLS = 2000,
	GAP_NS = 5 * 1000 * 1000,
	/* More in a row than a line believes of one button; the first of them is not
	 * counted: what was opened just now is cold. */
	CALLS_PER_ROUND = 4,
	MESSAGE_MAX = 2048,
	SUBJECTS = 3,
};

/* As a door station calls: with audio. */
static const char sdp[] =
	"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\n"
	"c=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9654 RTP/AVP 8 0 101\r\n"
	"a=rtpmap:101 telephone-event/8000\r\na=sendrecv\r\n";

static int print_request(const struct raw_peer *p, const char *method, unsigned number,
	const char *to_tag, char *out)
{
	bool invites = !strcmp(method, "INVITE");

	return snprintf(out, MESSAGE_MAX,
		"%s sip:100@127.0.0.1:%u SIP/2.0\r\n"
		"Via: SIP/2.0/UDP 127.0.0.1:%u;rport;branch=z9hG4bKbench%u\r\n"
		"From: <sip:200@127.0.0.1>;tag=bench\r\nTo: <sip:100@127.0.0.1>%s\r\n"
		"Call-ID: bench-%u\r\nCSeq: 20 %s\r\nMax-Forwards: 70\r\n"
		"Contact: <sip:200@127.0.0.1:%u>\r\n%sContent-Length: %zu\r\n\r\n%s",
		method, p->to_port, p->port, number, to_tag, number, method, p->port,
		invites ? "Content-Type: application/sdp\r\n" : "",
		invites ? strlen(sdp) : 0, invites ? sdp : "");
}

static void say(
	struct raw_peer *p, const char *method, unsigned number, const char *tag)
{
	char text[MESSAGE_MAX];
	int len = print_request(p, method, number, tag, text);

	raw_send_bytes(p, text, (size_t)len);
}

static void expect(struct raw_peer *p, const char *start)
{
	if (!raw_expect(p, start))
		bench_give_up("no answer");
}

/* The line tells its owner when it has answered; by the end of the call it has. */
static void end_call(struct raw_peer *p, unsigned number)
{
	char tag[128];
	const char *to;

	say(p, "CANCEL", number, "");
	expect(p, "SIP/2.0 487");
	to = strstr(raw_header(p, "To"), ";tag=");
	snprintf(tag, sizeof(tag), "%s", to ? to : "");
	say(p, "ACK", number, tag);
	while (raw_receive(p, 0)) {
	} /* the answer to CANCEL, if it is late */
}

static void call(
	struct ring_subject *s, struct raw_peer *p, unsigned number, bool counts)
{
	char invite[MESSAGE_MAX];
	int len = print_request(p, "INVITE", number, "", invite);
	uint64_t sent, answered;

	sent = bench_now_ns();
	raw_send_bytes(p, invite, (size_t)len);
	expect(p, s->answer);
	answered = bench_now_ns();
	if (s->is_sip)
		end_call(p, number);
	if (counts) {
		samples_add(&s->told, atomic_load(&s->rang_ns) - sent);
		samples_add(&s->answered, answered - sent);
	}
	bench_wait_until(sent + GAP_NS);
}

static void round_of(struct ring_subject *s, unsigned *number)
{
	struct raw_peer peer;

	s->open(s);
	raw_open(&peer, "127.0.0.1", 0, s->port);
	for (unsigned i = 0; i <= CALLS_PER_ROUND; i++)
		call(s, &peer, ++*number, i > 0);
	raw_close(&peer);
	s->close(s);
}

static double over(double a, double b)
{
	return b > 0 ? a / b : 0;
}

static void print_table(struct ring_subject *const *subjects)
{
	struct ring_subject *floor = subjects[1], *ours = subjects[2];

	printf("%-20s %22s   %22s\n", "us", "INVITE to owner told", "INVITE to 180");
	printf("%-20s %10s %11s   %10s %11s\n", "", "median", "p99", "median", "p99");
	for (unsigned i = 0; i < SUBJECTS; i++)
		printf("%-20s %10.1f %11.1f   %10.1f %11.1f\n", subjects[i]->name,
			samples_us(&subjects[i]->told, 500),
			samples_us(&subjects[i]->told, 990),
			samples_us(&subjects[i]->answered, 500),
			samples_us(&subjects[i]->answered, 990));
	printf("%-20s %10.2f %11s   %10.2f\n", "ratio to bare libre",
		over(samples_us(&ours->told, 500), samples_us(&floor->told, 500)), "",
		over(samples_us(&ours->answered, 500),
			samples_us(&floor->answered, 500)));
}

int main(int argc, char **argv)
{
	unsigned long calls = argc > 1 ? strtoul(argv[1], NULL, 10) : CALLS;
	bool hurried = bench_hurry();
	struct ring_subject *subjects[SUBJECTS] = {
		udp_echo_create(), bare_agent_create(), our_line_create()};
	unsigned number = 0;

	bench_pin(BENCH_PEER);
	for (unsigned i = 0; i < SUBJECTS; i++) {
		samples_init(&subjects[i]->told, calls);
		samples_init(&subjects[i]->answered, calls);
	}
	/* Each of them comes first, and each after each other, equally often. */
	for (unsigned r = 0; subjects[0]->told.count < calls; r++)
		for (unsigned i = 0; i < SUBJECTS; i++)
			round_of(subjects[(r + (r % 2 ? i : SUBJECTS - i)) % SUBJECTS],
				&number);
	printf("%lu calls each, one every 5 ms. ", calls);
	bench_print_machine(hurried);
	print_table(subjects);
	for (unsigned i = 0; i < SUBJECTS; i++) {
		samples_finish(&subjects[i]->told);
		samples_finish(&subjects[i]->answered);
		subjects[i]->destroy(subjects[i]);
	}
	return 0;
}
