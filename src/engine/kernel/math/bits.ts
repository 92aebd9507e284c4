// Bit patterns of 64-bit floating-point numbers, and pieces that several functions share.

/** 1.5 * 2^52: adding it rounds to a whole number, which then stands in the low bits. */
export const ROUNDER = 6755399441055744;

export const SIGN_BIT = 0x8000000000000000n;

/** Clears the lower 32 bits, which leaves a number whose square is exact. */
export const HIGH_WORD = 0xffffffff00000000n;

export const LARGEST = 1.7976931348623157e308;
export const SMALLEST_NORMAL = 2.2250738585072014e-308;
