a: incus.a
same: incus.a
