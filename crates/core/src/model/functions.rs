//! Functions of single numbers, fast enough to run a thousand times for every word.

/// The exponential by range reduction and a polynomial of degree 5 (Cephes' `expf`), written so
/// that the compiler can turn a loop over it into vector code; the relative error stays under 2e-7
/// in the range used.
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 87.0);
    // Behind this addition the low bits of the sum are the whole number nearest to x / ln 2.
    let sum = x * std::f32::consts::LOG2_E + super::products::ROUND;
    let n = sum - super::products::ROUND;
    let r = x - n * 0.693_359_4 + n * 2.121_944_4e-4;
    let p = 1.987_569_1e-4f32;
    let p = p * r + 1.398_199_9e-3;
    let p = p * r + 8.333_452e-3;
    let p = p * r + 4.166_579_6e-2;
    let p = p * r + 1.666_666_5e-1;
    let p = p * r + 5e-1;
    let p = p * r * r + r + 1.0;
    let power = f32::from_bits((sum.to_bits() << 23).wrapping_add(127 << 23));
    p * power
}

/// A number as a fraction: sums and products of several need one division in all, which is what
/// such functions cost most.
#[derive(Clone, Copy)]
pub(super) struct Fraction {
    pub(super) over: f32,
    pub(super) under: f32,
}

/// Behind this the hyperbolic tangent is one as far as seven bits tell.
const FLAT: f32 = 4.97;

/// The hyperbolic tangent by Lambert's continued fraction, seven terms deep; the error stays under
/// 2e-4, a hundredth of what states are rounded by.
#[inline(always)]
pub(super) fn tanh(x: f32) -> Fraction {
    let x = x.clamp(-FLAT, FLAT);
    let square = x * x;
    let over = x
        * (square + 378.0)
            .mul_add(square, 17_325.0)
            .mul_add(square, 135_135.0);
    let under = square
        .mul_add(28.0, 3_150.0)
        .mul_add(square, 62_370.0)
        .mul_add(square, 135_135.0);
    Fraction { over, under }
}

/// The logistic function, as half of one and the hyperbolic tangent of half.
#[inline(always)]
pub(super) fn sigmoid(x: f32) -> Fraction {
    let half = tanh(0.5 * x);
    Fraction {
        over: half.under + half.over,
        under: 2.0 * half.under,
    }
}

/// What passes a rectifier that leaks: negative numbers at a tenth.
#[inline(always)]
pub(super) fn leaky(x: f32) -> f32 {
    x.max(0.1 * x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fast_functions_agree_with_the_exact_ones() {
        let value = |f: Fraction| f.over / f.under;
        for i in -400i16..400 {
            let x = f32::from(i) / 20.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-6, "exp {x}");
            assert!(
                (value(sigmoid(x)) - 1.0 / (1.0 + (-x).exp())).abs() < 2e-4,
                "sigmoid {x}"
            );
            assert!((value(tanh(x)) - x.tanh()).abs() < 2e-4, "tanh {x}");
        }
    }
}
