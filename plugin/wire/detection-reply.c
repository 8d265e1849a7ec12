/* SPDX-License-Identifier: Apache-2.0 */
/* detection-reply.c - is a camera's detection on, and where does it look?
 *
 *   <MotionDetection><enabled>true</enabled><regionType>grid</regionType>
 *   <MotionDetectionLayout><layout><gridMap>0003fc</gridMap></layout>
 *   </MotionDetectionLayout></MotionDetection>
 *   <LineDetection><enabled>true</enabled><LineItemList><LineItem><enabled>true</enabled>
 *   <CoordinatesList><Coordinates><positionX>10</positionX><positionY>900</positionY>
 *   </Coordinates> ... </CoordinatesList></LineItem></LineItemList></LineDetection> */

#include "detection-reply.h"

#include "xml-repair.h"

#include <errno.h>
#include <string.h>

/* ADD A ROW */
static const struct bytes roots[] = {
	{"motiondetection", 15}, /* DS-2CD2183G2-IU */
	{"fielddetection", 14},  /* these four: clients of cameras and recorders */
	{"linedetection", 13},
	{"regionentrance", 14},
	{"regionexiting", 13},
	{"unattendedbaggage", 17}, /* unverified, as all that follow */
	{"attendedbaggage", 15},
	{"scenechangedetection", 20},
	{"tamperdetection", 15},
	{"facedetect", 10},
};

struct point {
	char x[16], y[16];
};

struct reading {
	struct detection detection; /* `areas` counts from 0 */
	bool right_root;
	bool is_grid;  /* regionType */
	bool has_list; /* there is a list of regions or lines */
	bool is_said;  /* there is a grid */
	/* the region or line that is open */
	bool off, drawn;
	struct point first, point; /* the first of its points, and the open one */
};

static void begin(void *user)
{
	*(struct reading *)user = (struct reading){0};
}

static bool ends_with(struct bytes text, struct bytes end)
{
	return text.len >= end.len &&
	       bytes_equal(bytes_skip(text, text.len - end.len), end);
}

/* Cut the last name off a path. @return it, or what is left when there is but one */
static struct bytes pop(struct bytes *path)
{
	size_t len = path->len;
	struct bytes name;

	while (len && path->data[len - 1] != '/')
		len--;
	name = bytes_skip(*path, len);
	*path = bytes_slice(*path, 0, len ? len - 1 : 0);
	return name;
}

/* Is it an entry of a list of its own: "lineitemlist/lineitem"? */
static bool is_entry(struct bytes path, struct bytes kind)
{
	struct bytes name = pop(&path);
	struct bytes list = pop(&path);

	return ends_with(name, kind) && ends_with(list, BYTES("list")) &&
	       bytes_equal(bytes_slice(list, 0, list.len - 4), name);
}

static bool is_area(struct bytes path)
{
	return is_entry(path, BYTES("region")) || is_entry(path, BYTES("item"));
}

static void take_grid(struct reading *r, struct bytes map)
{
	static const char digits[] = "0123456789abcdef";
	static const unsigned char cells[] = "\0\1\1\2\1\2\2\3\1\2\2\3\2\3\3\4";
	int count = 0;

	for (size_t i = 0; i < map.len; i++) {
		char c = map.data[i];
		const char *digit;

		if (c >= 'A' && c <= 'F')
			c = (char)(c - 'A' + 'a');
		digit = strchr(digits, c);
		if (!digit)
			return;
		count += cells[digit - digits];
	}
	/* Of one that is too long the end is not seen. */
	if (!map.len || (!count && map.len == XML_TEXT_MAX))
		return;
	r->is_said = true;
	r->detection.areas += count;
}

static void close_point(struct reading *r)
{
	if (r->point.x[0] && r->point.y[0]) {
		if (!r->first.x[0])
			r->first = r->point;
		if (strcmp(r->first.x, r->point.x) || strcmp(r->first.y, r->point.y))
			r->drawn = true;
	}
	r->point = (struct point){0};
}

static void close_area(struct reading *r)
{
	if (r->drawn && !r->off)
		r->detection.areas++;
	r->off = r->drawn = false;
	r->first = (struct point){0};
}

static void member(
	struct reading *r, struct bytes parent, struct bytes name, struct bytes text)
{
	if (is_entry(parent, BYTES("coordinates"))) {
		if (bytes_equal(name, BYTES("positionx")))
			bytes_to_text(text, r->point.x, sizeof(r->point.x));
		if (bytes_equal(name, BYTES("positiony")))
			bytes_to_text(text, r->point.y, sizeof(r->point.y));
	} else if (is_area(parent)) {
		if (bytes_equal(name, BYTES("enabled")))
			r->off = answer_of(text) == ANSWER_NO;
	} else if (bytes_equal(name, BYTES("gridmap"))) {
		take_grid(r, text);
	} else if (ends_with(name, BYTES("regionlist")) ||
		   ends_with(name, BYTES("itemlist"))) {
		r->has_list = true;
	}
}

static void element(const struct xml_element *e, void *user)
{
	struct reading *r = user;
	struct bytes path = bytes_from(e->path), parent = path;
	struct bytes name = pop(&parent);

	for (size_t i = 0; i < sizeof(roots) / sizeof(*roots); i++) {
		if (bytes_equal(path, roots[i]))
			r->right_root = true;
		if (!bytes_equal(parent, roots[i]))
			continue;
		if (bytes_equal(name, BYTES("enabled")))
			r->detection.enabled = answer_of(e->text);
		if (bytes_equal(name, BYTES("regiontype")))
			r->is_grid = bytes_equal_nocase(e->text, BYTES("grid"));
	}
	if (is_entry(path, BYTES("coordinates")))
		close_point(r);
	else if (is_area(path))
		close_area(r);
	else
		member(r, parent, name, e->text);
}

int detection_parse(struct bytes body, struct detection *ret_detection)
{
	struct reading r = {0};
	int err = xml_walk_known(body, begin, element, &r, &r.right_root);

	if (err)
		return err;
	/* A list without entries beside a grid that is not shown says nothing. */
	if (!r.detection.areas && !r.is_said && (r.is_grid || !r.has_list))
		r.detection.areas = -1;
	*ret_detection = r.detection;
	return 0;
}
