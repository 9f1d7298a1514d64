"""Signing in to the administration.

In reading order: `sign_in` slows down wrong passwords, `second_factor` asks for more than a password, `pages`
and `urls` are where staff keep their sign-in safe, `people` is where administrators help them,
`password_reset` replaces a forgotten password by email, and `sessions` keeps active staff signed in.
"""
