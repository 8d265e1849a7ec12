/* SPDX-License-Identifier: Apache-2.0 */
/* json-walk.h - walk an untrusted JSON object with jansson. Pure.
 *
 * Text that is not valid UTF-8 and raw control characters are repaired first: both occur
 * in names that people typed into a device. */
#ifndef GATEHOUSE_JSON_WALK_H
#define GATEHOUSE_JSON_WALK_H

#include "bytes.h"

enum { JSON_SIZE_MAX = 256 * 1024, JSON_DEPTH_MAX = 32, JSON_PATH_MAX = 256 };

/** Called for every object and every value that is no object or array; an object comes
 * before what is in it, with empty text. What is in an array has the array's path.
 *
 * @param path  keys from the root down, joined by '/', ASCII letters in lower case:
 *              "accesscontrollerevent/doorno"
 * @param text  the value, strings trimmed, numbers in decimal, "true", "false", "" */
typedef void json_value_fn(const char *path, struct bytes text, void *user);

/** @return 0; -EPROTO: no JSON object; -ELOOP: too deep; -EMSGSIZE: too large; -ENOMEM */
int json_walk(struct bytes in, json_value_fn *value, void *user);

#endif
