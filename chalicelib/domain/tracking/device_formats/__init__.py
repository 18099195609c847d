"""What devices send, one module a format. Each fix is judged by itself: what is wrong with one refuses no other."""
