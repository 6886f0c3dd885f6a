"""Which things, links, seats, meetings and facts of a day fit what somebody asks for."""
