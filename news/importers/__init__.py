"""From a press release to an article: `press_release` reads it, `dates` its date line, `saving` writes."""
