@echo off
rem Builds what has changed, then runs the command. Needs only the .NET SDK.
setlocal
set "root=%~dp0"
dotnet build "%root%src\Extropy.Cli" -c Release -v quiet --nologo >"%TEMP%\extropy-build.log" 2>&1
if errorlevel 1 (
  type "%TEMP%\extropy-build.log" 1>&2
  exit /b 1
)
if not defined EXTROPY_COMMAND set "EXTROPY_COMMAND=extropy"
dotnet "%root%src\Extropy.Cli\bin\Release\net10.0\extropy.dll" %*
exit /b %errorlevel%
