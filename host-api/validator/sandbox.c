/* SPDX-License-Identifier: Apache-2.0 */
/* sandbox.c - runs one test in a child process with a time limit.
 *
 * The verdict travels as one line, "<outcome> <what was seen>". */

#include "sandbox.h"

#include "verdict.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LAST_WORDS_SIZE = 400 };

extern char **environ;

struct child {
	pid_t pid;
	int result; /* our end of the pipe */
	int errors; /* a memory file: its stderr */
};

static int spawn(struct child *c, char *const argv[], int result_end)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t none;
	int err;

	sigemptyset(&none);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_adddup2(&files, c->errors, 2);
	posix_spawn_file_actions_adddup2(&files, result_end, SANDBOX_RESULT_FD);
	err = posix_spawn(&c->pid, "/proc/self/exe", &files, &attr, argv, environ);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&attr);
	return -err;
}

/* The child's end of the pipe is kept away from 0 ... 3, where the others go. */
static int start(struct child *c, char *const argv[])
{
	int ends[2], high, err;

	c->errors = memfd_create("stderr of a test", MFD_CLOEXEC);
	if (c->errors < 0)
		return -errno;
	if (pipe2(ends, O_CLOEXEC) < 0) {
		err = -errno;
		close(c->errors);
		return err;
	}
	high = fcntl(ends[1], F_DUPFD_CLOEXEC, SANDBOX_RESULT_FD + 1);
	close(ends[1]);
	c->result = ends[0];
	err = high < 0 ? -errno : spawn(c, argv, high);
	if (high >= 0)
		close(high);
	if (err) {
		close(c->errors);
		close(c->result);
	}
	return err;
}

/* @return false when the time was over and it had to be killed */
static bool await_exit(const struct child *c, unsigned limit_ms, int *ret_status)
{
	struct pollfd p = {
		.fd = (int)syscall(SYS_pidfd_open, c->pid, 0), .events = POLLIN};
	bool in_time = p.fd < 0 || poll(&p, 1, (int)limit_ms) > 0;

	if (!in_time)
		kill(c->pid, SIGKILL);
	waitpid(c->pid, ret_status, 0);
	if (p.fd >= 0)
		close(p.fd);
	return in_time;
}

/* The first line a crash left behind that says something. */
static void last_words(const struct child *c, char *text, size_t size)
{
	char buf[LAST_WORDS_SIZE];
	ssize_t len = pread(c->errors, buf, sizeof(buf) - 1, 0);
	char *from = buf;

	buf[len > 0 ? len : 0] = '\0';
	from += strspn(from, "=\n \t");
	from[strcspn(from, "\n")] = '\0';
	snprintf(text, size, "%s%s", *from ? ": " : "", from);
}

static bool parse(char *line, struct verdict *ret_verdict)
{
	char *space = strchr(line, ' ');

	if (!space)
		return false;
	*space = '\0';
	if (outcome_from_word(line, &ret_verdict->outcome))
		return false;
	snprintf(ret_verdict->seen, sizeof(ret_verdict->seen), "%s", space + 1);
	return true;
}

static void conclude(const struct child *c, bool in_time, int status, unsigned limit_ms,
	struct verdict *ret_verdict)
{
	char line[VERDICT_TEXT_SIZE + 32], words[LAST_WORDS_SIZE + 8];
	ssize_t len;
	bool told;

	fcntl(c->result, F_SETFL,
		O_NONBLOCK); /* a stray child may hold the other end */
	len = read(c->result, line, sizeof(line) - 1);
	line[len > 0 ? len : 0] = '\0';
	told = parse(line, ret_verdict);
	last_words(c, words, sizeof(words));
	if (told && (!in_time || ret_verdict->outcome == OUTCOME_FAIL))
		return;
	if (!in_time) {
		verdict_fail(ret_verdict, "not done after %u s: a call did not return",
			limit_ms / 1000);
	} else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS) {
		/* no-io.h, while signals were blocked: nobody could name the call */
		verdict_fail(ret_verdict,
			"it made a system call that this test forbids: "
			"a new thread or process, most likely");
	} else if (WIFSIGNALED(status)) {
		ret_verdict->outcome = OUTCOME_CRASH;
		snprintf(ret_verdict->seen, sizeof(ret_verdict->seen), "%s%s",
			strsignal(WTERMSIG(status)), words);
	} else if (!told || WEXITSTATUS(status) != 0) {
		ret_verdict->outcome = OUTCOME_CRASH;
		snprintf(ret_verdict->seen, sizeof(ret_verdict->seen),
			"the process ended with %d%s", WEXITSTATUS(status), words);
	}
}

int sandbox_run(char *const argv[], unsigned limit_ms, struct verdict *ret_verdict)
{
	struct child c;
	int status = 0, err = start(&c, argv);
	bool in_time;

	if (err)
		return err;
	*ret_verdict = (struct verdict){0};
	in_time = await_exit(&c, limit_ms, &status);
	conclude(&c, in_time, status, limit_ms, ret_verdict);
	close(c.errors);
	close(c.result);
	return 0;
}

void sandbox_send(const struct verdict *v)
{
	char line[VERDICT_TEXT_SIZE + 32];
	int len = snprintf(
		line, sizeof(line), "%s %s", outcome_word(v->outcome), v->seen);

	if (len > 0)
		(void)!write(SANDBOX_RESULT_FD, line, (size_t)len);
}
