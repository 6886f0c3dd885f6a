"""One file per engine; only api.wiring chooses among them."""
