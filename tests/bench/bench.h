/* SPDX-License-Identifier: Apache-2.0 */
/* bench.h - what every benchmark needs: a clock, samples, processors, and the table. */
#ifndef GATEHOUSE_BENCH_H
#define GATEHOUSE_BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

uint64_t bench_now_ns(void); /**< monotonic */
/** Wait for that moment: the pace of a benchmark, not the hope that something is over. */
void bench_wait_until(uint64_t ns);
uint64_t bench_cpu_ns(
	int clock_id); /**< that a thread has used, pthread_getcpuclockid() */

/** This thread to the first, second... processor that we may use; where there is but one,
 * or it is forbidden, it stays where it is. */
void bench_pin(unsigned which);

/** This thread, and those it starts from now on, before all others of the machine, as far as
 * that is allowed: what else runs there is not to be measured. Only for who waits most of
 * the time. @return whether it is so */
bool bench_hurry(void);

/** Ends the program: it cannot run. */
_Noreturn void bench_give_up(const char *why);

struct bench_samples {
	uint64_t *ns;
	size_t count, cap;
};
void samples_init(struct bench_samples *s, size_t cap);
void samples_add(struct bench_samples *s, uint64_t ns); /**< beyond the cap: dropped */
void samples_finish(struct bench_samples *s);
/** @param per_mille 500: the median. @return microseconds; 0 when there is none */
double samples_us(struct bench_samples *s, unsigned per_mille);

/** Processor and kernel, for who reads the table later. */
void bench_print_machine(bool hurried);

#endif
