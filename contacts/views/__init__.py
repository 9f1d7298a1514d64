"""`contact` is the form and where it posts to, `quote_consent` where a sender agrees to be quoted."""
