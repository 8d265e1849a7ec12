/* SPDX-License-Identifier: Apache-2.0 */
/* sim-driver.h - a running gatehouse-sim, for tests: commands in, answers out. */
#ifndef GATEHOUSE_SIM_DRIVER_H
#define GATEHOUSE_SIM_DRIVER_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { DEADLINE_MS = 10000 };

struct sim_driver {
	pid_t pid;
	int in, out; /* the ends we hold */
	unsigned port, control;
	unsigned https;       /* 0: none */
	unsigned indoor[2];   /* 0: none */
	char fingerprint[65]; /* "": none */
	char *text;           /* read, and not yet taken as a line */
	size_t length;
};

/** Start the program named by the environment's GATEHOUSE_SIM as a hikvision-doorbell and
 * wait until it is ready. Ends the test program if it does not come up.
 * @param arguments  Ends with NULL; the options after the kind */
struct sim_driver sim_start(const char *const arguments[]);

/** The same, as that kind of device. */
struct sim_driver sim_start_kind(const char *kind, const char *const arguments[]);

/** One command, and its answer; NULL if there is none in time. The caller owns it. */
json_t *sim_answer(struct sim_driver *sim, const char *command);

/** One command. @return whether it was ok */
bool sim_do(struct sim_driver *sim, const char *command);

/** Bytes as they are, and the next line that comes back (owned by the caller, or NULL). */
void sim_write(struct sim_driver *sim, const char *text, size_t length);
char *sim_line(struct sim_driver *sim);

/** A number in the ledger; "relay_pulses/1" is one inside an object. -1: not there */
long sim_ledger(struct sim_driver *sim, const char *path);

/** Quit, and wait. @return the exit status; above 255: killed by a signal, or late */
int sim_stop(struct sim_driver *sim);

/** Run it to its end with these arguments and no input.
 * @param ret_errors  What it wrote to standard error, owned by the caller
 * @return the exit status */
int sim_run(const char *const arguments[], char **ret_errors);

/** Milliseconds, monotonic. */
long now_ms(void);

#endif
