#pragma once

// One source, compiled for the baseline of the platform and, where TWICETOLD_AVX2 is defined, for AVX2 too: a function
// marked with it inlines the portable code that the baseline runs, and the compiler makes wider instructions of it.

#if defined(__x86_64__) && defined(__GNUC__)
#define TWICETOLD_AVX2 [[gnu::target("avx2,bmi,bmi2")]]  // all processors with AVX2 have the others, too
#define TWICETOLD_PORTABLE [[gnu::always_inline]] inline
#else
#define TWICETOLD_PORTABLE inline
#endif

namespace twicetold {

/// The instructions that a fast path may use. What it computes is the same with all.
enum class Simd { baseline, avx2 };

/// The best that this processor and this build have.
[[nodiscard]] inline Simd best_simd() {
#if defined(TWICETOLD_AVX2)
    static const bool avx2 =
        __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
    return avx2 ? Simd::avx2 : Simd::baseline;
#else
    return Simd::baseline;
#endif
}

}  // namespace twicetold
