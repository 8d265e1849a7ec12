/* SPDX-License-Identifier: Apache-2.0 */
/* subject.h - the plugin under test, and the provider of it that is looked at. */
#ifndef SUBJECT_H
#define SUBJECT_H

#include "device_provider.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

struct manifest;

struct subject {
	const char *path; /**< the shared object, with a slash in it */
	unsigned seed;
	bool in_process; /**< not in a child: do nothing that cannot be undone */
	void *handle;    /**< from dlopen(), or NULL */
	const dp_plugin *plugin;     /**< NULL: not loaded, or no such entry */
	char load_error[512];        /**< why not */
	const char *provider_id;     /**< the provider this test is about, or NULL */
	const dp_provider *provider; /**< NULL: the plugin has no such provider */
	const char *manifest_path;   /**< or NULL */
	json_t *manifest_root;       /**< NULL: not even JSON */
	char manifest_error[512];  /**< why it is not of a manifest's form; "": it is */
	struct manifest *manifest; /**< NULL: something in it is wrong */
	json_t *settings;          /**< valid ones, or NULL */
	bool settings_given;       /**< by the user, with --settings */
	char no_settings[512];     /**< why there are none */
};

/** Load the plugin as a host would: RTLD_NOW, RTLD_LOCAL. May leave a load_error. */
void subject_load(struct subject *s);

/** Is the entry complete enough to work with?
 * @return 0; or a sentence about the first thing that is wrong and -EINVAL, -ENOEXEC
 *         (it does not load), -EPROTONOSUPPORT (it needs a newer host) */
int subject_check_entry(const struct subject *s, char *ret_text, size_t size);

/** Choose the provider, of a usable entry, and read its manifest. */
void subject_choose(
	struct subject *s, const char *provider_id, const char *manifest_path);

/** Make settings: `given` (text, or NULL: what the manifest's schema suggests). */
void subject_make_settings(struct subject *s, const char *given);

/** Can the settings be pointed at an address? */
bool subject_has_address(const struct subject *s);

/** The settings as text, with "host" and "port" on loopback if `port` is not 0.
 * Free with free(). @return NULL when memory is short */
char *subject_settings_text(const struct subject *s, uint16_t port);

void subject_finish(struct subject *s);

#endif
