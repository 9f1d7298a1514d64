"""Reading and writing spreadsheets, whatever their content.

`csv_file` and `xlsx_file` read a file into `lines`, within limits and with notes on what could not be
read. `writing` writes both formats, in any script, without executable content.
"""
