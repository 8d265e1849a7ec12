/* SPDX-License-Identifier: Apache-2.0 */
/* news-echo.h - a device tells each thing twice, by its stream and by pushing it: which of
 * them is the echo? Pure.
 *
 * News is known by its sensor, its state and the device's time, as text. What one way has
 * told so often, the other may tell as often without saying anything new; so two edges
 * within one second of the device's clock stay two. A sensor would fold an echo that comes
 * at once; one that comes late, behind its picture and behind the end of what it tells,
 * would switch it on again. News without a time is never an echo.
 *
 * Unverified: that a device writes the same time both ways. Where it does not, nothing is
 * held to be an echo. */
#ifndef GATEHOUSE_NEWS_ECHO_H
#define GATEHOUSE_NEWS_ECHO_H

#include "event.h"

enum {
	ECHO_NEWS = 256,     /**< remembered at a time; the oldest is forgotten first */
	ECHO_MS = 60 * 1000, /**< and for so long */
};

/** All-zero: nothing was told. */
struct news_echo {
	struct {
		uint64_t key; /**< 0: free */
		uint64_t at_ms;
		unsigned told[2]; /**< by the stream, by pushing */
	} list[ECHO_NEWS];
	unsigned next;
};

/** It was told this way: has the other way not told it already?
 * @param e      NULL: there is one way only
 * @param source SOURCE_STREAM or SOURCE_PUSH */
bool news_echo_is_news(struct news_echo *e, const struct sensor_news *news,
	enum event_source source, uint64_t now_ms);

#endif
