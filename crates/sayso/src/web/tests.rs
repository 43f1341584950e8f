//! The desk asked without a socket.
