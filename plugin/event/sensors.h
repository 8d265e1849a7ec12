/* SPDX-License-Identifier: Apache-2.0 */
/* sensors.h - every type of event that a camera or a recorder tells of, in our words: each
 * is a binary sensor of its own.
 *
 * An X-macro. `scope`: CHANNEL, of the picture of one channel; DEVICE, of the device as a
 * whole, which on a recorder is the parent. `problem` ones are diagnostic. A type that is
 * not here becomes a sensor all the same, under a key made of the maker's word. Names as
 * in the document the users know; "Attended Baggage" is an object that was taken away. */

/* clang-format off */
/* ADD A LINE, then a row in a vendor's table.
 *     kind               key                        name                        device class    category      scope */
SENSOR(MOTION,            "motion",                  "Motion",                   "motion",       NULL,         CHANNEL)
SENSOR(LINE_CROSSING,     "line_crossing",           "Line Crossing",            "motion",       NULL,         CHANNEL)
SENSOR(FIELD_DETECTION,   "field_detection",         "Field Detection",          "motion",       NULL,         CHANNEL)
SENSOR(TAMPER_DETECTION,  "tamper_detection",        "Tamper Detection",         "tamper",       NULL,         CHANNEL)
SENSOR(SHELTER_ALARM,     "shelter_alarm",           "Shelter Alarm",            "tamper",       NULL,         CHANNEL)
SENSOR(DEFOCUS,           "defocus",                 "Defocus",                  "problem",      "diagnostic", CHANNEL)
SENSOR(DISK_FULL,         "disk_full",               "Disk Full",                "problem",      "diagnostic", DEVICE)
SENSOR(DISK_ERROR,        "disk_error",              "Disk Error",               "problem",      "diagnostic", DEVICE)
SENSOR(NET_BROKEN,        "net_interface_broken",    "Net Interface Broken",     "problem",      "diagnostic", DEVICE)
SENSOR(IP_CONFLICT,       "ip_conflict",             "IP Conflict",              "problem",      "diagnostic", DEVICE)
SENSOR(ILLEGAL_ACCESS,    "illegal_access",          "Illegal Access",           "safety",       NULL,         DEVICE)
SENSOR(VIDEO_MISMATCH,    "video_mismatch",          "Video Mismatch",           "problem",      "diagnostic", CHANNEL)
SENSOR(BAD_VIDEO,         "bad_video",               "Bad Video",                "problem",      "diagnostic", CHANNEL)
SENSOR(VIDEO_LOSS,        "video_loss",              "Video Loss",               "problem",      "diagnostic", CHANNEL)
SENSOR(PIR_ALARM,         "pir_alarm",               "PIR Alarm",                "motion",       NULL,         CHANNEL)
SENSOR(FACE_DETECTION,    "face_detection",          "Face Detection",           "motion",       NULL,         CHANNEL)
SENSOR(SCENE_CHANGE,      "scene_change_detection",  "Scene Change Detection",   "motion",       NULL,         CHANNEL)
SENSOR(IO,                "i_o",                     "I/O",                      NULL,           NULL,         DEVICE)
SENSOR(UNATTENDED,        "unattended_baggage",      "Unattended Baggage",       "motion",       NULL,         CHANNEL)
SENSOR(ATTENDED,          "attended_baggage",        "Attended Baggage",         "motion",       NULL,         CHANNEL)
SENSOR(RECORDING_FAILURE, "recording_failure",       "Recording Failure",        "problem",      "diagnostic", DEVICE)
SENSOR(EXITING_REGION,    "exiting_region",          "Exiting Region",           "motion",       NULL,         CHANNEL)
SENSOR(ENTERING_REGION,   "entering_region",         "Entering Region",          "motion",       NULL,         CHANNEL)
SENSOR(AUDIO_EXCEPTION,   "audio_exception",         "Audio Exception",          "sound",        NULL,         CHANNEL)
SENSOR(THROWN_OBJECT,     "thrown_object",           "Thrown Object",            "motion",       NULL,         CHANNEL)
SENSOR(FACE_CAPTURE,      "face_capture",            "Face Capture",             "motion",       NULL,         CHANNEL)
SENSOR(STORAGE,           "storage_detection",       "Storage Detection",        "problem",      "diagnostic", DEVICE)
SENSOR(TEMPERATURE,       "temperature_measurement", "Temperature Measurement",  "heat",         NULL,         CHANNEL)
SENSOR(WIRELESS,          "wireless_sensor",         "Wireless Sensor",          NULL,           NULL,         DEVICE)
SENSOR(CALL_HELP,         "call_help",               "Call for Help",            "safety",       NULL,         DEVICE)
/* clang-format on */
