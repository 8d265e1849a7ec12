/* SPDX-License-Identifier: Apache-2.0 */
/* tamper-switch.h - latched: raised when the housing is opened, cleared by the user. */
#ifndef GATEHOUSE_TAMPER_SWITCH_H
#define GATEHOUSE_TAMPER_SWITCH_H

struct child_type;

extern const struct child_type tamper_switch_type;

#endif
