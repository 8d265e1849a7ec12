/* SPDX-License-Identifier: Apache-2.0 */
/* camera-series.c - an event that lasts: active again and again, and inactive at its end. */

#include "sim-camera.h"

#include <errno.h>

struct series {
	struct le le;
	struct camera *camera;
	char type[64];
	unsigned channel;
	unsigned left; /* 0: for ever */
	unsigned period_ms;
	struct tmr next;
};

static void series_destructor(void *data)
{
	struct series *series = data;

	tmr_cancel(&series->next);
	list_unlink(&series->le);
}

static void tell(struct series *series, bool active)
{
	struct camera_alert alert =
		camera_alert_of(series->camera, series->type, series->channel, active);

	(void)camera_tell(series->camera, &alert);
}

static void end(struct series *series)
{
	tell(series, false);
	mem_deref(series);
}

static void next_due(void *arg)
{
	struct series *series = arg;

	if (series->left == 1) {
		end(series);
		return;
	}
	series->left -= series->left != 0;
	tell(series, true);
	tmr_start(&series->next, series->period_ms, next_due, series);
}

static struct series *find(struct camera *camera, const char *type, unsigned channel)
{
	struct le *le;

	LIST_FOREACH(&camera->series, le)
	{
		struct series *series = le->data;

		if (series->channel == channel && !strcmp(series->type, type))
			return series;
	}
	return NULL;
}

int camera_series_begin(struct camera *camera, const char *type, unsigned channel,
	unsigned times, unsigned period_ms)
{
	struct series *series = find(camera, type, channel);

	mem_deref(series);
	series = mem_zalloc(sizeof(*series), series_destructor);
	if (!series)
		return -ENOMEM;
	series->camera = camera;
	(void)snprintf(series->type, sizeof(series->type), "%s", type);
	series->channel = channel;
	series->left = times ? times + 1 : 0;
	series->period_ms = period_ms;
	list_append(&camera->series, &series->le, series);
	next_due(series);
	return 0;
}

int camera_series_end(struct camera *camera, const char *type, unsigned channel)
{
	struct series *series = find(camera, type, channel);

	if (!series)
		return -ENOENT;
	end(series);
	return 0;
}
