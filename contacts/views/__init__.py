"""`contact` shows and receives the form, `quote_consent` is where a sender agrees to be quoted."""
