"""Salt finds the modules and states of Brine here when pip has installed them."""
