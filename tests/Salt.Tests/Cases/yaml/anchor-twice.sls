a: &x 1
b: &x 2
c: *x
