"""The grammars of document formats: each marks on a page what is text and what is markup."""
