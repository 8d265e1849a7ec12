/* SPDX-License-Identifier: Apache-2.0 */
/* motion-bench.h - a device with motion detection, and our orders and questions to it. */
#ifndef GATEHOUSE_MOTION_BENCH_H
#define GATEHOUSE_MOTION_BENCH_H

#include "motion-switch.h"
#include "workbench.h"

#define PATH       "/ISAPI/System/Video/inputs/channels/3/motionDetection"
#define PROXY_PATH "/ISAPI/ContentMgmt/InputProxy/channels/9/video/motionDetection"
/* What else the user has set there, not all of it known to us. */
#define DOCUMENT(on)                                                                   \
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<MotionDetection "              \
	"version=\"2.0\">\r\n<enabled>" on "</enabled>\r\n<!-- mine -->"               \
	"<MotionDetectionLayout><sensitivityLevel>37</sensitivityLevel><targetType>"   \
	"human,vehicle</targetType><layout><gridMap>0ff0</gridMap></layout>"           \
	"</MotionDetectionLayout><Extra><enabled>false</enabled></Extra>\r\n"          \
	"</MotionDetection>\r\n"
#define ON  DOCUMENT("true")
#define OFF DOCUMENT("false")
#define RIGHT_MISSING                                                                  \
	"<ResponseStatus><statusCode>4</statusCode><statusString>Invalid Operation"    \
	"</statusString><subStatusCode>lowPrivilege</subStatusCode></ResponseStatus>"

struct motion_bench {
	struct workbench bench;
	struct motion_switches switches;
	struct motion_place place;
	bool on; /* what is ordered */
	int err;
	bool unsent;
	struct unit_command *command;
	/* Who else hears of the order; under the bench's lock, as the ends are. */
	unsigned witnessed;
	int witnessed_err;
	bool told_on; /* each time it is told, the bench hears of it: err is the channel */
};

void motion_bench_begin(struct motion_bench *y);
void motion_bench_end(struct motion_bench *y);

void device_says(
	struct motion_bench *y, const char *request, int status, const char *body);
bool device_saw(struct motion_bench *y, const char *story);

/* For workbench_do(). */
void order(void *user);  /**< `on`; `err` says how that went */
void cancel(void *user); /**< the order; into `unsent` */
void ask(void *user);
void drop_questions(void *user);

/** @return whether the one order of this test ended so */
bool ordered(struct motion_bench *y, bool on, int err);

#endif
