/* SPDX-License-Identifier: Apache-2.0 */
/* other-major.c - a plugin of another major of the ABI. */

extern __attribute__((visibility("default"))) const int dp_plugin_2;
const int dp_plugin_2 = 2;
