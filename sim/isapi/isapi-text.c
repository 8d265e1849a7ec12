/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-text.c - times and texts as Hikvision devices write them. */

#include "isapi-text.h"

#include <stdlib.h>

void isapi_time_print(time_t when, int utc_offset_min, char text[40])
{
	time_t local = when + (time_t)utc_offset_min * 60;
	unsigned offset = (unsigned)abs(utc_offset_min);
	char date[32] = "1970-01-01T00:00:00";
	struct tm tm;

	if (gmtime_r(&local, &tm) && tm.tm_year >= 0 && tm.tm_year < 8000)
		(void)strftime(date, sizeof(date), "%Y-%m-%dT%H:%M:%S", &tm);
	(void)snprintf(text, 40, "%s%c%02u:%02u", date, utc_offset_min < 0 ? '-' : '+',
		offset / 60 % 100, offset % 60);
}

void isapi_stream_time_print(
	time_t when, int utc_offset_min, enum isapi_time_form form, char text[40])
{
	isapi_time_print(when, utc_offset_min, text);
	switch (form) {
	case TIME_ZONE: break;
	case TIME_NO_ZONE: text[19] = '\0'; break;
	case TIME_BROKEN: /* the sign is lost */
		memmove(text + 19, text + 20, strlen(text + 20) + 1);
		break;
	}
}

int isapi_text_print(struct mbuf *mb, bool xml, const char *text)
{
	int err = 0;

	for (; *text && !err; text++) {
		unsigned char c = (unsigned char)*text;

		if (xml && (c == '<' || c == '>' || c == '&'))
			err = mbuf_printf(mb, "&#%u;", c);
		else if (!xml && (c == '"' || c == '\\'))
			err = mbuf_printf(mb, "\\%c", c);
		else if (!xml && c < ' ')
			err = mbuf_printf(mb, "\\u%04x", c);
		else
			err = mbuf_write_u8(mb, c);
	}
	return err;
}

struct pl isapi_element(const struct pl *text, const char *name)
{
	char open[40], close[40];
	const char *start, *end;
	int length = snprintf(open, sizeof(open), "<%s>", name);
	int close_length = snprintf(close, sizeof(close), "</%s>", name);

	start = text->l ? memmem(text->p, text->l, open, (size_t)length) : NULL;
	if (!start)
		return (struct pl){NULL, 0};
	start += length;
	end = memmem(start, (size_t)(text->p + text->l - start), close,
		(size_t)close_length);
	return end ? (struct pl){start, (size_t)(end - start)} : (struct pl){NULL, 0};
}
