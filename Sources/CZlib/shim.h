// zlib: the compressed parts of spreadsheet files.
#ifndef LOKET_CZLIB_SHIM_H
#define LOKET_CZLIB_SHIM_H

#include <zlib.h>

/// Inflates a raw deflate stream into `out`; how many bytes came, or -1 for a damaged stream or one
/// that gives more than `room`.
static inline long loket_inflate(
    const unsigned char *in, unsigned count, unsigned char *out, unsigned room) {
  z_stream stream = {0};
  stream.next_in = (unsigned char *)in;
  stream.avail_in = count;
  stream.next_out = out;
  stream.avail_out = room;
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return -1;
  int end = inflate(&stream, Z_FINISH);
  long made = (long)stream.total_out;
  inflateEnd(&stream);
  return end == Z_STREAM_END ? made : -1;
}

#endif
