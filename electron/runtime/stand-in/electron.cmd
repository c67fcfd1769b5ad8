@node "%~dp0electron" %*
