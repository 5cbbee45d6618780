#pragma once

namespace twicetold::bench {

/// How fast this machine is at the moment, compared with the one on which goals were set: a plain loop over the bytes of
/// English text that lowers ASCII letters and hashes each word by XXH3, the best of a few rounds of some milliseconds.
/// There it did 200 MB/s. What the library does is measured in what such a loop does, not in seconds.
[[nodiscard]] double machine_speed();

}  // namespace twicetold::bench
