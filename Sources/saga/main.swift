import SagaCLI

Program.main()
