/* SPDX-License-Identifier: Apache-2.0 */
/* sim-control.c - command lines in, one JSON line out for each. */

#include "sim-control.h"
#include "sim-re.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	LINE_LIMIT = 4 * 1024 * 1024,
	ANSWERS_LIMIT = 64 * 1024 * 1024,
	READ_SIZE = 64 * 1024,
	BACKLOG = 16,
};

struct sim_control {
	const struct sim_control_ops *ops;
	void *user;
	struct tcp_sock *sock;
	unsigned port;
	struct list channels; /* those of TCP; owned */
	struct mbuf *in;      /* of standard input */
	struct mbuf *out;     /* what standard output does not take yet */
	struct tmr next;      /* reads where epoll cannot: files, /dev/null */
	struct re_watch input, output;
	bool waits_to_write; /* the output is watched */
};

/* A TCP connection. */
struct channel {
	struct le le;
	struct sim_control *control;
	struct tcp_conn *tcp;
	struct mbuf *in;
	struct tmr doom;
};

typedef void answer_fn(const char *line, size_t length, void *user);

/* Write what standard output takes without making us wait: a reader that is slow, or
 * that sends a thousand commands before it reads, must not stop the station. */
static void flush_output(struct sim_control *control, int wait_ms)
{
	struct mbuf *out = control->out;
	struct pollfd poll_out = {.fd = STDOUT_FILENO, .events = POLLOUT};

	while (out->pos < out->end && poll(&poll_out, 1, wait_ms) > 0) {
		size_t left = out->end - out->pos;
		ssize_t n = write(
			STDOUT_FILENO, out->buf + out->pos, left > 4096 ? 4096 : left);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			mbuf_rewind(out); /* nobody reads: nothing to keep */
			return;
		}
		out->pos += (size_t)n;
	}
	if (out->pos == out->end)
		mbuf_rewind(out);
}

static void output_ready(int flags, void *arg)
{
	struct sim_control *control = arg;

	flush_output(control, 0);
	if (control->out->end)
		return;
	re_watch_clear(&control->output);
	control->waits_to_write = false;
}

static void answer_output(const char *line, size_t length, void *user)
{
	struct sim_control *control = user;
	struct mbuf *out = control->out;
	size_t pos = out->pos;

	if (out->end - out->pos > ANSWERS_LIMIT)
		flush_output(control, -1);
	pos = out->pos;
	out->pos = out->end;
	(void)mbuf_write_mem(out, (const uint8_t *)line, length);
	out->pos = pos;
	flush_output(control, 0);
	if (out->end && !control->waits_to_write)
		control->waits_to_write = !re_watch_set(&control->output, STDOUT_FILENO,
			FD_WRITE, output_ready, control);
}

static void answer_channel(const char *line, size_t length, void *user)
{
	struct channel *channel = user;
	struct mbuf *mb = mbuf_alloc(length);

	if (mb && !mbuf_write_mem(mb, (const uint8_t *)line, length)) {
		mb->pos = 0;
		(void)tcp_send(channel->tcp, mb);
	}
	mem_deref(mb);
}

static void answer_json(json_t *json, answer_fn *answer, void *user)
{
	char *text = json ? json_dumps(json, JSON_COMPACT) : NULL;
	size_t length;

	json_decref(json);
	if (!text)
		text = strdup("{\"ok\":false,\"error\":\"out of memory\"}");
	if (!text)
		return;
	length = strlen(text);
	text[length] = '\n'; /* in the place of the end of the string */
	answer(text, length + 1, user);
	free(text);
}

static void run_line(struct sim_control *control, char *line, size_t length,
	answer_fn *answer, void *to)
{
	if (length && line[length - 1] == '\r')
		line[--length] = '\0';
	if (strspn(line, " \t") == length)
		return;
	if (strlen(line) != length) {
		answer_json(json_pack("{s:b, s:s}", "ok", 0, "error", "a zero byte"),
			answer, to);
		return;
	}
	if (!strcmp(line, "quit")) {
		answer_json(json_pack("{s:b}", "ok", 1), answer, to);
		control->ops->quit(control->user);
		return;
	}
	answer_json(control->ops->command(line, control->user), answer, to);
}

/* Run every whole line; the rest stays. */
static int run_lines(
	struct sim_control *control, struct mbuf *in, answer_fn *answer, void *to)
{
	char *start = (char *)in->buf, *end;
	size_t left = in->end;

	while (left && (end = memchr(start, '\n', left))) {
		*end = '\0';
		run_line(control, start, (size_t)(end - start), answer, to);
		left -= (size_t)(end - start) + 1;
		start = end + 1;
	}
	memmove(in->buf, start, left);
	in->pos = in->end = left;
	return left > LINE_LIMIT ? -EMSGSIZE : 0;
}

static void end_of_input(struct sim_control *control)
{
	tmr_cancel(&control->next);
	re_watch_clear(&control->input);
	/* A last line may lack its end. */
	if (control->in->end && !mbuf_write_u8(control->in, '\n'))
		(void)run_lines(control, control->in, answer_output, control);
	if (!control->sock)
		control->ops->quit(control->user);
}

/* @return false when there is no more */
static bool read_input(struct sim_control *control)
{
	char bytes[READ_SIZE];
	ssize_t n = read(STDIN_FILENO, bytes, sizeof(bytes));

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return true;
	if (n <= 0 || mbuf_write_mem(control->in, (uint8_t *)bytes, (size_t)n) ||
		run_lines(control, control->in, answer_output, control)) {
		end_of_input(control);
		return false;
	}
	return true;
}

static void input_ready(int flags, void *arg)
{
	(void)read_input(arg);
}

static void input_next(void *arg)
{
	struct sim_control *control = arg;

	if (read_input(control))
		tmr_start(&control->next, 0, input_next, control);
}

static void channel_destructor(void *data)
{
	struct channel *channel = data;

	tmr_cancel(&channel->doom);
	list_unlink(&channel->le);
	mem_deref(channel->tcp);
	mem_deref(channel->in);
}

static void channel_doomed(void *arg)
{
	mem_deref(arg);
}

static void channel_closed(int err, void *arg)
{
	mem_deref(arg);
}

static void channel_received(struct mbuf *mb, void *arg)
{
	struct channel *channel = arg;

	if (mbuf_write_mem(channel->in, mbuf_buf(mb), mbuf_get_left(mb)) ||
		run_lines(channel->control, channel->in, answer_channel, channel))
		tmr_start(&channel->doom, 0, channel_doomed, channel);
}

static void channel_accepted(const struct sa *peer, void *arg)
{
	struct sim_control *control = arg;
	struct channel *channel = mem_zalloc(sizeof(*channel), channel_destructor);

	if (channel) {
		channel->control = control;
		channel->in = mbuf_alloc(512);
	}
	if (!channel || !channel->in ||
		tcp_accept(&channel->tcp, control->sock, NULL, channel_received,
			channel_closed, channel)) {
		tcp_reject(control->sock);
		mem_deref(channel);
		return;
	}
	tcp_conn_txqsz_set(channel->tcp, ANSWERS_LIMIT);
	list_append(&control->channels, &channel->le, channel);
}

static int open_port(struct sim_control *control, unsigned port)
{
	struct sa local;
	int err = sa_set_str(&local, "127.0.0.1", (uint16_t)port);

	if (!err)
		err = tcp_sock_alloc(&control->sock, &local, channel_accepted, control);
	if (!err)
		err = tcp_sock_bind(control->sock, &local);
	if (!err)
		err = tcp_sock_listen(control->sock, BACKLOG);
	if (!err)
		err = tcp_sock_local_get(control->sock, &local);
	if (!err)
		control->port = sa_port(&local);
	return -err;
}

int sim_control_create(int port, const struct sim_control_ops *ops, void *user,
	struct sim_control **ret)
{
	struct sim_control *control = calloc(1, sizeof(*control));
	int err = 0;

	if (!control)
		return -ENOMEM;
	control->ops = ops;
	control->user = user;
	list_init(&control->channels);
	tmr_init(&control->next);
	control->in = mbuf_alloc(READ_SIZE);
	control->out = mbuf_alloc(READ_SIZE);
	if (!control->in || !control->out)
		err = -ENOMEM;
	if (!err && port >= 0)
		err = open_port(control, (unsigned)port);
	if (err) {
		sim_control_destroy(control);
		return err;
	}
	*ret = control;
	return 0;
}

void sim_control_destroy(struct sim_control *control)
{
	if (!control)
		return;
	re_watch_clear(&control->input);
	re_watch_clear(&control->output);
	if (control->out)
		flush_output(control, -1);
	tmr_cancel(&control->next);
	list_flush(&control->channels);
	mem_deref(control->sock);
	mem_deref(control->in);
	mem_deref(control->out);
	free(control);
}

unsigned sim_control_port(const struct sim_control *control)
{
	return control->port;
}

/* Can epoll wait for it? It cannot for files and for /dev/null. */
static bool input_can_wait(void)
{
	struct stat st;

	return !fstat(STDIN_FILENO, &st) &&
	       (S_ISFIFO(st.st_mode) || S_ISSOCK(st.st_mode) || isatty(STDIN_FILENO));
}

int sim_control_start(struct sim_control *control, const char *line)
{
	answer_output(line, strlen(line), control);
	if (input_can_wait())
		return -re_watch_set(
			&control->input, STDIN_FILENO, FD_READ, input_ready, control);
	tmr_start(&control->next, 0, input_next, control);
	return 0;
}
