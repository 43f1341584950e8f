//! The trained network: features of tokens, the forward pass, decoding, the model file.
