/* SPDX-License-Identifier: Apache-2.0 */
/* news-echo.c - told by the stream and pushed as well: which of them is the echo? */

#include "news-echo.h"

#include <string.h>

/* FNV-1a; 64 bits, so that two do not meet within the minute that counts. */
static uint64_t add(uint64_t key, const void *data, size_t len)
{
	const unsigned char *bytes = data;

	for (size_t i = 0; i < len; i++)
		key = (key ^ bytes[i]) * 1099511628211u;
	return key;
}

static uint64_t key_of(const struct sensor_news *news)
{
	const unsigned facts[] = {(unsigned)news->id.kind, news->id.channel,
		news->id.port, news->active, news->ongoing};
	char word[SENSOR_WORD_MAX + 1];
	uint64_t key = add(14695981039346656037u, facts, sizeof(facts));

	sensor_word_fold(news->id.word, word);
	key = add(key, word, strlen(word) + 1);
	return add(key, news->device_time, strlen(news->device_time)) | 1;
}

bool news_echo_is_news(struct news_echo *e, const struct sensor_news *news,
	enum event_source source, uint64_t now_ms)
{
	unsigned way = source == SOURCE_PUSH, place = ECHO_NEWS;
	uint64_t key;

	if (!e || !*news->device_time)
		return true;
	key = key_of(news);
	for (unsigned i = 0; i < ECHO_NEWS && place == ECHO_NEWS; i++)
		if (e->list[i].key == key && now_ms - e->list[i].at_ms < ECHO_MS)
			place = i;
	if (place == ECHO_NEWS) {
		place = e->next++ % ECHO_NEWS;
		memset(&e->list[place], 0, sizeof(e->list[place]));
		e->list[place].key = key;
		e->list[place].at_ms = now_ms;
	}
	return ++e->list[place].told[way] > e->list[place].told[!way];
}
