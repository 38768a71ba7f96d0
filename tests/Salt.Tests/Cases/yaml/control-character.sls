a: "xy"
