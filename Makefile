PYTHON ?= python3

.PHONY: run test lint audit bench secret words

run: ## The site on this machine, with demo stories
	@$(PYTHON) .ci/venv.py requirements.txt && .venv/bin/python -m newsroom.run

test: ## Style and types, then every test on SQLite and on PostgreSQL
	@$(PYTHON) .ci/venv.py requirements-dev.txt && .venv/bin/python .ci/test.py

lint: ## Style and types alone
	@$(PYTHON) .ci/venv.py requirements-dev.txt && .venv/bin/python .ci/test.py style

audit: ## The demo as a public site: markup, feeds, weight, axe, Lighthouse; CHECKS="links feeds"
	@$(PYTHON) .ci/venv.py requirements-dev.txt && .venv/bin/python -m tests.audit $(CHECKS)

bench: ## What must stay quick, as ratios; BENCH="typing" for some of it
	@$(PYTHON) .ci/venv.py requirements-dev.txt && .venv/bin/python -m tests.bench $(BENCH)

secret: ## 50 random characters, for SECRET_KEY
	@$(PYTHON) -c "import secrets; print(secrets.token_urlsafe(50)[:50])"

words: ## The catalogues of translations, brought up to date; needs gettext
	@$(PYTHON) .ci/venv.py requirements-dev.txt && .venv/bin/python .ci/words.py
