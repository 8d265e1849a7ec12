/* SPDX-License-Identifier: Apache-2.0 */
/* process-facts.h - what this process holds; to see that nothing grows. */
#ifndef GATEHOUSE_PROCESS_FACTS_H
#define GATEHOUSE_PROCESS_FACTS_H

unsigned count_fds(void);
unsigned count_inheritable_fds(void); /**< of the first 256, without 0 to 2 */
unsigned count_free_pthread_keys(void);
unsigned count_threads(void);
unsigned rss_kb(void);

/** Open many descriptors, so that the next ones have high numbers. */
void open_many_fds(void);
void close_many_fds(void);

/** Memory and threads mean nothing under a sanitizer. */
#ifdef __has_feature
#define PROCESS_SANITIZED                                                              \
	(__has_feature(address_sanitizer) || __has_feature(thread_sanitizer))
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define PROCESS_SANITIZED 1
#else
#define PROCESS_SANITIZED 0
#endif

#endif
