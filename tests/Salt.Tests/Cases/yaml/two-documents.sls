a: incus.a
---
b: incus.b
