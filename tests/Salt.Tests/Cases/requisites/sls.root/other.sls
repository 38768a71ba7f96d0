x: incus.x
y: incus.y
