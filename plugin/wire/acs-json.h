/* SPDX-License-Identifier: Apache-2.0 */
/* acs-json.h - AccessControllerEvent: what an access controller tells of a door. Pure.
 *
 * Source: alertStream parts of DS-K1T502DBFWX-C, DS-KV6124-E1 V3.9.0, DS-K1T342MWX */
#ifndef GATEHOUSE_ACS_JSON_H
#define GATEHOUSE_ACS_JSON_H

#include <stdbool.h>
#include <stdint.h>

/** Numbers may come as numbers or as strings. Absent numbers are -1, absent text "". */
struct acs_event {
	int major;         /**< majorEventType */
	int minor;         /**< subEventType */
	int door;          /**< doorNo, 1-based; -1 absent */
	int64_t serial;    /**< serialNo: counts events on the device; -1 absent */
	bool past;         /**< currentEvent is false: history, replayed on connect */
	char name[64];     /**< who: name */
	char card[40];     /**< cardNo */
	char employee[40]; /**< employeeNoString, else employeeNo */
	int verify_no;     /**< verifyNo */
	int pictures; /**< picturesNumber: a button press on DS-KV6113 V3.7 has one */
	int button;   /**< buttonNo: unverified */
};

#endif
