include: other
a: incus.a
