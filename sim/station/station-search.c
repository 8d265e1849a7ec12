/* SPDX-License-Identifier: Apache-2.0 */
/* station-search.c - the search of the journal: AcsEvent.
 *
 * Source: the condition: Scrypted's doorbell plugin; names of members and the limit of 30:
 * DS-K1T342; the time without a zone: DS-KV6124 V3.9.0 */

#include "station-answers.h"

#include <jansson.h>

enum { RESULTS_MAX = 30 };

struct search {
	const char *id;
	json_int_t position, results, major, minor;
	bool newest_first;
	const char *from, *until; /* NULL: any */
	time_t from_when, until_when;
};

/* "2026-01-31T10:00:00+03:00", or without the zone, or with a space for the T. */
static bool read_time(const char *text, int utc_offset_min, time_t *ret)
{
	struct tm tm = {0};
	int hours = 0, minutes = 0, count = 0;
	char sign = 0;

	if (!text)
		return true;
	if (sscanf(text, "%d-%d-%d%*1[T ]%d:%d:%d%n", &tm.tm_year, &tm.tm_mon,
		    &tm.tm_mday, &tm.tm_hour, &tm.tm_min, &tm.tm_sec, &count) != 6)
		return false;
	tm.tm_year -= 1900;
	tm.tm_mon--;
	text += count;
	if (sscanf(text, "%c%d:%d", &sign, &hours, &minutes) == 3)
		utc_offset_min = (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
	else if (*text == 'Z')
		utc_offset_min = 0;
	*ret = timegm(&tm) - (time_t)utc_offset_min * 60;
	return true;
}

static bool read_search(
	struct search *search, json_t *document, const struct station *station)
{
	int offset = (int)station_number(station, SWITCH_UTC_OFFSET);
	int newest_first = 0;

	*search = (struct search){.id = "", .results = RESULTS_MAX};
	if (json_unpack(document, "{s:{s?s,s?I,s?I,s?I,s?I,s?b,s?s,s?s}}",
		    "AcsEventCond", "searchID", &search->id, "searchResultPosition",
		    &search->position, "maxResults", &search->results, "major",
		    &search->major, "minor", &search->minor, "timeReverseOrder",
		    &newest_first, "startTime", &search->from, "endTime",
		    &search->until))
		return false;
	search->newest_first = newest_first;
	if (search->results > RESULTS_MAX)
		search->results = RESULTS_MAX;
	return search->position >= 0 && search->results > 0 &&
	       read_time(search->from, offset, &search->from_when) &&
	       read_time(search->until, offset, &search->until_when);
}

static bool is_found(const struct search *search, const struct station_event *event)
{
	if (search->major && search->major != event->major)
		return false;
	if (search->minor && search->minor != event->minor)
		return false;
	if (search->from && event->when < search->from_when)
		return false;
	return !search->until || event->when <= search->until_when;
}

static json_t *text_or_none(const char *text)
{
	return *text ? json_string(text) : NULL; /* NULL: the member is left out */
}

static json_t *record_of(
	const struct station *station, const struct station_event *event)
{
	bool zone = station_number(station, SWITCH_JOURNAL_TIME) == JOURNAL_TIME_ZONE;
	char time[40];
	json_t *record;

	isapi_time_print(
		event->when, (int)station_number(station, SWITCH_UTC_OFFSET), time);
	if (!zone) {
		time[10] = ' ';
		time[19] = '\0';
	}
	record = json_pack("{s:i,s:i,s:s,s:o*,s:o*,s:o*,s:I,s:s}", "major",
		(int)event->major, "minor", (int)event->minor, "time", time, "cardNo",
		text_or_none(event->card), "name", text_or_none(event->name),
		"employeeNoString", text_or_none(event->employee), "serialNo",
		(json_int_t)event->serial, "currentVerifyMode",
		*event->mode ? event->mode : "invalid");
	if (event->door)
		(void)json_object_set_new(
			record, "doorNo", json_integer((json_int_t)event->door));
	if (event->button)
		(void)json_object_set_new(
			record, "buttonNo", json_integer((json_int_t)event->button));
	if (event->pictures)
		(void)json_object_set_new(record, "picturesNumber",
			json_integer((json_int_t)event->pictures));
	return record;
}

/* @return how many there are in all */
static json_int_t find(
	const struct station *station, const struct search *search, json_t *list)
{
	unsigned count = journal_count(&station->journal);
	json_int_t matches = 0;

	for (unsigned i = 0; i < count; i++) {
		struct station_event event = journal_at(
			&station->journal, search->newest_first ? count - 1 - i : i);

		if (!is_found(search, &event))
			continue;
		if (matches >= search->position &&
			matches < search->position + search->results)
			(void)json_array_append_new(list, record_of(station, &event));
		matches++;
	}
	return matches;
}

static json_t *result_of(const struct station *station, const struct search *search)
{
	json_t *list = json_array(), *result;
	json_int_t matches = find(station, search, list);
	json_int_t here = (json_int_t)json_array_size(list);
	const char *status = "OK";

	if (!here)
		status = "NO MATCH";
	else if (search->position + here < matches)
		status = "MORE";
	result = json_pack("{s:s,s:I,s:s,s:I}", "searchID", search->id, "totalMatches",
		matches, "responseStatusStrg", status, "numOfMatches", here);
	if (here)
		(void)json_object_set(result, "InfoList", list);
	json_decref(list);
	return json_pack("{s:o}", "AcsEvent", result);
}

static void reply_result(const struct sim_http_request *request, json_t *result)
{
	char *text = json_dumps(result, JSON_INDENT(1));
	struct mbuf *body = text ? mbuf_alloc(strlen(text) + 1) : NULL;

	if (body && mbuf_write_str(body, text))
		body = mem_deref(body);
	free(text);
	json_decref(result);
	reply_document(request, REPLY_JSON, body);
}

void post_acs_event(struct station *station, const struct sim_http_request *request,
	unsigned number)
{
	struct search search;
	json_t *document;

	station->ledger.journal_searches++;
	switch (station_number(station, SWITCH_JOURNAL)) {
	case JOURNAL_404: reply_status(request, STATUS_NO_SUCH_URL); return;
	case JOURNAL_500: reply_status(request, STATUS_DEVICE_ERROR); return;
	case JOURNAL_NOT_SUPPORTED: reply_status(request, STATUS_NOT_SUPPORTED); return;
	case JOURNAL_HANG: return;
	}
	document = json_loadb(
		request->body.p ? request->body.p : "", request->body.l, 0, NULL);
	if (read_search(&search, document, station))
		reply_result(request, result_of(station, &search));
	else
		reply_status(request, STATUS_BAD_PARAMETERS);
	json_decref(document);
}
