/* SPDX-License-Identifier: Apache-2.0 */
/* sim-control.h - command lines in, one JSON line out for each: standard input and output,
 * and TCP connections to a control port on 127.0.0.1. */
#ifndef GATEHOUSE_SIM_CONTROL_H
#define GATEHOUSE_SIM_CONTROL_H

#include <jansson.h>
#include <stdbool.h>

struct sim_control;

struct sim_control_ops {
	/** Do what the line says. @return the answer, new */
	json_t *(*command)(char *line, void *user);
	/** `quit`, or the end of the input when nothing else can give commands. */
	void (*quit)(void *user);
};

/** @param port  A control port too, 0 chosen; -1: none
 * @return 0 or -errno */
int sim_control_create(int port, const struct sim_control_ops *ops, void *user,
	struct sim_control **ret);

/** What is still to be written to standard output is written first. */
void sim_control_destroy(struct sim_control *control);

/** 0: none */
unsigned sim_control_port(const struct sim_control *control);

/** Begin to read commands; a line to standard output first. */
int sim_control_start(struct sim_control *control, const char *line);

#endif
