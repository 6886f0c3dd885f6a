# start.py is the door, here for those who have make: every target is a task of it.
PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help demo serve test check format neo4j constraints clean

help:
	@$(PYTHON) start.py

demo:
	@$(PYTHON) start.py demo $(if $(PORT),--port $(PORT))

serve:
	@$(PYTHON) start.py serve $(if $(PORT),--port $(PORT))

test:
	@$(PYTHON) start.py test $(ARGS)

check format neo4j constraints clean:
	@$(PYTHON) start.py $@
