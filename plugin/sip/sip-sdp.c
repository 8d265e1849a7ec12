/* SPDX-License-Identifier: Apache-2.0 */
/* sip-sdp.c - what a call's SDP says of audio, and what we answer. */

#include "sip-sdp.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

enum {
	DISCARD_PORT = 9, /* of audio that is inactive */
	FORMATS_MAX = 16,
	FIRST_DYNAMIC = 96,
	LAST_TYPE = 127,
	RATE = 8000,
};

/* Static payload types of RFC 3551.  ADD A ROW, and a value in sip-media.h. */
static const struct {
	enum sip_codec codec;
	const char *name;
	uint8_t payload_type;
} codecs[] = {
	{SIP_CODEC_PCMU, "PCMU", 0},
	{SIP_CODEC_PCMA, "PCMA", 8},
};

/* One m= line, with what belongs to it. */
struct section {
	struct bytes kind, port, protocol, formats;
	struct sip_media media; /* of audio */
};

struct description {
	bool any; /* there was a line of it */
	unsigned count;
	struct section sections[SDP_SECTIONS_MAX];
	bool too_many;
};

static struct bytes word(struct bytes *line)
{
	size_t n = 0;
	struct bytes w;

	while (line->len && (line->data[0] == ' ' || line->data[0] == '\t'))
		*line = bytes_skip(*line, 1);
	while (n < line->len && line->data[n] != ' ' && line->data[n] != '\t')
		n++;
	w = bytes_slice(*line, 0, n);
	*line = bytes_skip(*line, n);
	return w;
}

/* Up to a "/" or the end. */
static struct bytes part(struct bytes *text)
{
	ssize_t slash = bytes_find(*text, 0, BYTES("/"));
	struct bytes p = bytes_slice(*text, 0, slash < 0 ? text->len : (size_t)slash);

	*text = bytes_skip(*text, slash < 0 ? text->len : (size_t)slash + 1);
	return p;
}

static void add_codec(struct sip_media *m, enum sip_codec codec, uint64_t payload_type)
{
	for (unsigned i = 0; i < m->codec_count; i++)
		if (m->codecs[i].codec == codec)
			return;
	if (m->codec_count < SIP_CODECS_MAX)
		m->codecs[m->codec_count++] = (struct sip_media_codec){
			.codec = codec, .payload_type = (uint8_t)payload_type};
}

/* "IN IP4 192.0.2.7", "IN IP4 224.2.1.1/127" */
static void read_connection(struct bytes line, struct sip_media *m)
{
	struct bytes address;

	word(&line);
	word(&line);
	address = word(&line);
	address = part(&address);
	if (address.len && address.len <= SIP_ADDRESS_MAX)
		bytes_to_text(address, m->address, sizeof(m->address));
}

/* "0 PCMU/8000", "101 telephone-event/8000" */
static void read_map(struct bytes line, struct sip_media *m)
{
	uint64_t type, rate;
	struct bytes name, rest;

	if (bytes_to_u64(word(&line), LAST_TYPE, &type) < 0)
		return;
	rest = word(&line);
	name = part(&rest);
	if (bytes_to_u64(part(&rest), UINT32_MAX, &rate) < 0 || rate != RATE)
		return;
	if (bytes_equal_nocase(name, BYTES("telephone-event")))
		m->digits_type = (int)type;
	for (size_t i = 0; i < sizeof(codecs) / sizeof(codecs[0]); i++)
		if (type >= FIRST_DYNAMIC &&
			bytes_equal_nocase(name, bytes_from(codecs[i].name)))
			add_codec(m, codecs[i].codec, type);
}

static void read_attribute(struct bytes line, struct sip_media *m)
{
	static const struct {
		const char *name;
		bool sends, receives;
	} directions[] = {
		{"sendrecv", true, true},
		{"sendonly", true, false},
		{"recvonly", false, true},
		{"inactive", false, false},
	};

	if (bytes_starts(line, BYTES("rtpmap:")))
		read_map(bytes_skip(line, sizeof("rtpmap:") - 1), m);
	for (size_t i = 0; i < sizeof(directions) / sizeof(directions[0]); i++)
		if (bytes_equal(bytes_trim(line), bytes_from(directions[i].name))) {
			m->sends = directions[i].sends;
			m->receives = directions[i].receives;
		}
}

/* "audio 9654 RTP/AVP 0 8 101" */
static void read_section(
	struct bytes line, const struct sip_media *session, struct section *s)
{
	struct bytes port, formats;
	uint64_t number;

	*s = (struct section){.media = *session};
	s->kind = word(&line);
	s->port = port = word(&line);
	s->protocol = word(&line);
	s->formats = formats = bytes_trim(line);
	if (bytes_to_u64(part(&port), UINT16_MAX, &number) == 0)
		s->media.port = (uint16_t)number;
	for (unsigned n = 0; formats.len && n < FORMATS_MAX; n++) {
		uint64_t type;

		if (bytes_to_u64(word(&formats), LAST_TYPE, &type) < 0)
			continue;
		for (size_t i = 0; i < sizeof(codecs) / sizeof(codecs[0]); i++)
			if (codecs[i].payload_type == type)
				add_codec(&s->media, codecs[i].codec, type);
	}
}

static void read_line(
	struct bytes line, struct sip_media *session, struct description *d)
{
	struct bytes value = bytes_skip(line, 2);
	struct sip_media *m = d->count ? &d->sections[d->count - 1].media : session;

	if (line.len < 2 || line.data[1] != '=')
		return;
	d->any = true;
	switch (line.data[0]) {
	case 'c': read_connection(value, m); break;
	case 'a': read_attribute(value, m); break;
	case 'm':
		if (d->count == SDP_SECTIONS_MAX) {
			d->too_many = true;
			break;
		}
		read_section(value, session, &d->sections[d->count++]);
		break;
	}
}

static int describe(struct bytes text, struct description *d)
{
	struct sip_media session = {.sends = true, .receives = true};

	*d = (struct description){0};
	if (text.len > SDP_MAX || !bytes_starts(text, BYTES("v=0")))
		return -EPROTO;
	while (text.len) {
		ssize_t end = bytes_find(text, 0, BYTES("\n"));
		size_t len = end < 0 ? text.len : (size_t)end;

		read_line(bytes_trim(bytes_slice(text, 0, len)), &session, d);
		text = bytes_skip(text, len + 1);
	}
	return 0;
}

static bool usable(const struct section *s)
{
	return bytes_equal_nocase(s->kind, BYTES("audio")) &&
	       bytes_equal_nocase(s->protocol, BYTES("RTP/AVP")) && s->media.port &&
	       s->media.codec_count && s->media.address[0];
}

int sip_sdp_read(struct bytes text, struct sip_media *ret_media)
{
	struct description d;
	int err = describe(text, &d);

	if (err)
		return err;
	*ret_media = (struct sip_media){0};
	for (unsigned i = 0; i < d.count; i++)
		if (usable(&d.sections[i])) {
			*ret_media = d.sections[i].media;
			break;
		}
	return 0;
}

/* Without audio of our own yet: what we will be able to speak. */
static struct sip_media idle_media(const char *address)
{
	struct sip_media m = {.port = DISCARD_PORT};

	bytes_to_text(bytes_from(address), m.address, sizeof(m.address));
	for (size_t i = 0; i < sizeof(codecs) / sizeof(codecs[0]); i++)
		add_codec(&m, codecs[i].codec, codecs[i].payload_type);
	return m;
}

static const char *ip_version(const char *address)
{
	return strchr(address, ':') ? "IP6" : "IP4";
}

static int write_head(const char *address, uint64_t session, struct buffer *out)
{
	return buffer_appendf(out,
		"v=0\r\no=- %" PRIu64 " 1 IN %s %s\r\ns=-\r\nc=IN %s %s\r\nt=0 0\r\n",
		session, ip_version(address), address, ip_version(address), address);
}

static const char *direction(bool sends, bool receives)
{
	if (sends)
		return receives ? "sendrecv" : "sendonly";
	return receives ? "recvonly" : "inactive";
}

static int write_audio(const struct sip_media *m, struct buffer *out)
{
	int err = buffer_appendf(out, "m=audio %u RTP/AVP", (unsigned)m->port);

	for (unsigned i = 0; !err && i < m->codec_count; i++)
		err = buffer_appendf(out, " %u", (unsigned)m->codecs[i].payload_type);
	if (!err && m->digits_type)
		err = buffer_appendf(out, " %d", m->digits_type);
	for (unsigned i = 0; !err && i < m->codec_count; i++)
		err = buffer_appendf(out, "%sa=rtpmap:%u %s/8000", "\r\n",
			(unsigned)m->codecs[i].payload_type,
			codecs[m->codecs[i].codec].name);
	if (!err && m->digits_type)
		err = buffer_appendf(out,
			"\r\na=rtpmap:%d telephone-event/8000\r\na=fmtp:%d 0-15",
			m->digits_type, m->digits_type);
	return err ? err
		   : buffer_appendf(
			     out, "\r\na=%s\r\n", direction(m->sends, m->receives));
}

int sip_sdp_offer(const char *address, const struct sip_media *ours, uint64_t session,
	struct buffer *out)
{
	struct sip_media idle = idle_media(address);
	int err;

	if (!ours)
		ours = &idle;
	err = write_head(ours->address, session, out);
	return err ? err : write_audio(ours, out);
}

/* What both can speak, by the peer's numbers and in its order. */
static struct sip_media common(
	const struct sip_media *peer, const struct sip_media *ours)
{
	struct sip_media m = *peer;

	m.codec_count = 0;
	for (unsigned i = 0; i < peer->codec_count; i++)
		for (unsigned j = 0; j < ours->codec_count; j++)
			if (peer->codecs[i].codec == ours->codecs[j].codec)
				m.codecs[m.codec_count++] = peer->codecs[i];
	return m.codec_count ? m : (struct sip_media){0};
}

static int write_taken(const struct sip_media *shared, const struct sip_media *ours,
	struct buffer *out)
{
	struct sip_media m = *shared;

	m.port = ours->port;
	m.sends = ours->sends && shared->receives;
	m.receives = ours->receives && shared->sends;
	if (!ours->digits_type)
		m.digits_type = 0;
	return write_audio(&m, out);
}

static int write_declined(const struct section *s, struct buffer *out)
{
	int err = buffer_append(out, BYTES("m="));

	if (!err)
		err = buffer_append(out, s->kind);
	if (!err)
		err = buffer_append(out, BYTES(" 0 "));
	if (!err)
		err = buffer_append(out, s->protocol);
	if (!err)
		err = buffer_append(out, BYTES(" "));
	if (!err)
		err = buffer_append(out, s->formats.len ? s->formats : BYTES("0"));
	return err ? err : buffer_append(out, BYTES("\r\n"));
}

int sip_sdp_answer(struct bytes offer, const char *address,
	const struct sip_media *ours, uint64_t session, struct buffer *out,
	struct sip_media *ret_common)
{
	struct sip_media idle = idle_media(address), taken = {0};
	struct description d;
	int err = describe(offer, &d);

	if (!ours)
		ours = &idle;
	if (!err && d.too_many)
		err = -E2BIG;
	if (!err)
		err = write_head(ours->address, session, out);
	for (unsigned i = 0; !err && i < d.count; i++) {
		struct sip_media shared = {0};

		if (!taken.codec_count && usable(&d.sections[i]))
			shared = common(&d.sections[i].media, ours);
		if (shared.codec_count)
			taken = shared;
		err = shared.codec_count ? write_taken(&shared, ours, out)
					 : write_declined(&d.sections[i], out);
	}
	if (!err)
		*ret_common = taken;
	return err;
}
